using System.Collections.Immutable;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on tables.</content>
internal sealed partial class Parser
{
    private Statement.CreateTable ParseCreateTable(CreateHead head)
    {
        var ifNotExists = AcceptIfNotExists();
        var table = ParseObjectName();
        ObjectName? template = null;
        var withRows = _tokens.Accept("CLONE");
        if (withRows || _tokens.Accept("LIKE"))
        {
            template = ParseObjectName();
            if (_tokens.IsWord("AT") || _tokens.IsWord("BEFORE"))
                throw Unsupported("Time Travel");
        }

        var columns = template is null && _tokens.IsOperator("(") ? ParseColumns() : [];
        var comment = ParseTableProperties();
        var query = template is null && _tokens.Accept("AS") ? ParseQuery() : null;
        if (template is null && query is null && columns.IsEmpty)
            throw _tokens.Unexpected();
        if (query is null && columns.FirstOrDefault(c => c.Type is null) is { } untyped)
            throw SqlErrors.Syntax(_tokens.Text, untyped.Position, untyped.Name);
        return new(
            head.Position, table, head.OrReplace, ifNotExists, columns, query, template, withRows, head.Modifiers.Contains("TRANSIENT"), comment);
    }

    /// <summary>Properties behind the columns. Those that change neither rows nor results offline are read and forgotten.</summary>
    /// <returns>The comment.</returns>
    private string? ParseTableProperties()
    {
        string? comment = null;
        while (true)
        {
            if (ParseComment() is { } text)
            {
                comment = text;
            }
            else if (_tokens.IsWord("DATA_RETENTION_TIME_IN_DAYS") || _tokens.IsWord("MAX_DATA_EXTENSION_TIME_IN_DAYS")
                || _tokens.IsWord("CHANGE_TRACKING"))
            {
                _tokens.Skip();
                _tokens.ExpectOperator("=");
                ParsePrimary();
            }
            else if (_tokens.Accept("CLUSTER", "BY"))
            {
                Parenthesized(ParseExpr);
            }
            else if (!_tokens.Accept("COPY", "GRANTS"))
            {
                return comment;
            }
        }
    }

    /// <summary><c>COMMENT = 'text'</c>; null where there is none.</summary>
    private string? ParseComment()
    {
        if (!_tokens.Accept("COMMENT"))
            return null;
        _tokens.AcceptOperator("=");
        return _tokens.StringLiteral();
    }

    private ImmutableArray<ColumnDefinition> ParseColumns()
    {
        var keys = new List<(ImmutableArray<string> Columns, ColumnKey Key)>();
        ImmutableArray<ColumnDefinition> columns = [.. Parenthesized(() => AcceptTableConstraint(keys) ? null : ParseColumn())
            .OfType<ColumnDefinition>()];
        foreach (var (names, key) in keys)
        {
            if (names.FirstOrDefault(n => columns.All(c => c.Name != n)) is { } unknown)
                throw SqlErrors.InvalidIdentifier(_tokens.Text, _tokens.Position, unknown);
            columns = [.. columns.Select(c => names.Contains(c.Name) ? c with { Key = key, NotNull = c.NotNull || key is ColumnKey.Primary } : c)];
        }

        return columns;
    }

    private ColumnDefinition ParseColumn()
    {
        var position = _tokens.Position;
        var name = _tokens.Name();
        SqlType? type = _tokens.IsOperator(",") || _tokens.IsOperator(")") ? null : ParseType();
        var column = new ColumnDefinition(position, name, type, NotNull: false, Default: null, ColumnKey.None, Comment: null);
        while (true)
        {
            if (_tokens.Accept("CONSTRAINT"))
                _tokens.Name();
            if (_tokens.Accept("NOT", "NULL"))
            {
                column = column with { NotNull = true };
            }
            else if (_tokens.Accept("UNIQUE"))
            {
                column = column with { Key = ColumnKey.Unique };
            }
            else if (_tokens.Accept("PRIMARY", "KEY"))
            {
                column = column with { Key = ColumnKey.Primary, NotNull = true };
            }
            else if (_tokens.Accept("DEFAULT"))
            {
                var start = _tokens.Position;
                ParseAdditive();
                column = column with { Default = _tokens.Text[start.._tokens.LastEnd] };
            }
            else if (ParseComment() is { } comment)
            {
                column = column with { Comment = comment };
            }
            else if (_tokens.IsWord("COLLATE") || _tokens.IsWord("AUTOINCREMENT") || _tokens.IsWord("IDENTITY") || _tokens.IsWord("MASKING")
                || _tokens.IsWord("CHECK") || _tokens.IsWord("TAG"))
            {
                throw Unsupported(NextWord());
            }
            else if (!_tokens.Accept("NULL") && !AcceptReference() && !AcceptConstraintProperty())
            {
                return column;
            }
        }
    }

    /// <summary>
    /// Constraints of a table are read and noted: on standard tables Snowflake enforces none of them but <c>NOT NULL</c> and <c>CHECK</c>.
    /// </summary>
    private bool AcceptTableConstraint(List<(ImmutableArray<string> Columns, ColumnKey Key)> keys)
    {
        var named = _tokens.Accept("CONSTRAINT");
        if (named)
            _tokens.Name();
        if (_tokens.Accept("PRIMARY", "KEY"))
        {
            keys.Add((Parenthesized(() => _tokens.Name()), ColumnKey.Primary));
        }
        else if (_tokens.IsWord("UNIQUE") && (named || _tokens.IsOperator("(", 1)))
        {
            _tokens.Skip();
            keys.Add((Parenthesized(() => _tokens.Name()), ColumnKey.Unique));
        }
        else if (_tokens.Accept("FOREIGN", "KEY"))
        {
            Parenthesized(() => _tokens.Name());
            if (!AcceptReference())
                throw _tokens.Unexpected();
        }
        else if (_tokens.IsWord("CHECK") && (named || _tokens.IsOperator("(", 1)))
        {
            throw Unsupported("CHECK");
        }
        else
        {
            return named ? throw _tokens.Unexpected() : false;
        }

        while (AcceptConstraintProperty())
        {
        }

        return true;
    }

    /// <summary><c>REFERENCES t [(columns)]</c>, perhaps with <c>FOREIGN KEY</c> before it: read and forgotten.</summary>
    private bool AcceptReference()
    {
        _tokens.Accept("FOREIGN", "KEY");
        if (!_tokens.Accept("REFERENCES"))
            return false;
        ParseObjectName();
        if (_tokens.IsOperator("("))
            Parenthesized(() => _tokens.Name());
        return true;
    }

    private bool AcceptConstraintProperty() =>
        _tokens.Accept("NOT", "ENFORCED") || _tokens.Accept("ENFORCED") || _tokens.Accept("RELY") || _tokens.Accept("NORELY") ||
        _tokens.Accept("VALIDATE") || _tokens.Accept("NOVALIDATE") || _tokens.Accept("ENABLE") || _tokens.Accept("DISABLE");

    private Statement ParseAlterTable(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var table = ParseObjectName();
        if (ParseRenameOrComment(position, ObjectKind.Table, table, ifExists) is { } statement)
            return statement;
        if (_tokens.Accept("RENAME", "COLUMN"))
        {
            var at = _tokens.Position;
            var name = _tokens.Name();
            _tokens.Expect("TO");
            return new Statement.AlterColumns(position, table, ifExists, [new ColumnChange.Rename(at, name, _tokens.Name())]);
        }

        if (_tokens.Accept("DROP"))
            return new Statement.AlterColumns(position, table, ifExists, ParseDroppedColumns());
        if (_tokens.Accept("ADD"))
            return new Statement.AlterColumns(position, table, ifExists, ParseAddedColumns());
        throw Unsupported("ALTER TABLE … " + NextWord());
    }

    private ImmutableArray<ColumnChange> ParseDroppedColumns()
    {
        if (_tokens.IsWord("CONSTRAINT") || _tokens.IsWord("PRIMARY") || _tokens.IsWord("UNIQUE") || _tokens.IsWord("FOREIGN"))
            throw Unsupported("ALTER TABLE … DROP " + NextWord());
        _tokens.Accept("COLUMN");
        var ifExists = _tokens.Accept("IF", "EXISTS");
        return List<ColumnChange>(() =>
        {
            _tokens.Accept("COLUMN");
            return new ColumnChange.Drop(_tokens.Position, _tokens.Name(), ifExists);
        });
    }

    private ImmutableArray<ColumnChange> ParseAddedColumns()
    {
        // A key added later is one more remark.
        if (AcceptTableConstraint([]))
            return [];
        _tokens.Accept("COLUMN");
        var ifNotExists = AcceptIfNotExists();
        return List<ColumnChange>(() =>
        {
            _tokens.Accept("COLUMN");
            return new ColumnChange.Add(_tokens.Position, ParseColumn(), ifNotExists);
        });
    }
}

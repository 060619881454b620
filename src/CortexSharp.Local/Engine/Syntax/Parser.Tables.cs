using System.Collections.Immutable;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on tables.</content>
internal sealed partial class Parser
{
    private Statement.CreateTable ParseCreateTable(CreateHead head)
    {
        // Other kinds of tables differ in how long they last, which means nothing here; a temporary one would need a session.
        var ifNotExists = _tokens.Accept("IF", "NOT", "EXISTS");
        var table = ParseObjectName();
        if (_tokens.Accept("LIKE"))
            return new Statement.CreateTable(head.Position, table, head.OrReplace, ifNotExists, [], null, ParseObjectName());
        if (_tokens.IsWord("CLONE"))
            throw Unsupported("CLONE");
        var columns = _tokens.IsOperator("(") ? ParseColumns() : [];
        if (!_tokens.AtEnd && _tokens.Accept("COMMENT"))
        {
            _tokens.ExpectOperator("=");
            _tokens.StringLiteral();
        }

        var query = _tokens.Accept("AS") ? ParseQuery() : null;
        if (query is null && columns.IsEmpty)
            throw _tokens.Unexpected();
        if (query is null && columns.FirstOrDefault(c => c.Type is null) is { } untyped)
            throw SqlErrors.Syntax(_tokens.Text, untyped.Position, untyped.Name);
        return new Statement.CreateTable(head.Position, table, head.OrReplace, ifNotExists, columns, query, null);
    }

    private Statement.DropTable ParseDropTable(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var table = ParseObjectName();
        _ = _tokens.Accept("CASCADE") || _tokens.Accept("RESTRICT");
        return new(position, table, ifExists);
    }

    private Statement ParseAlterTable(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var table = ParseObjectName();
        if (_tokens.Accept("RENAME", "TO"))
            return new Statement.RenameTable(position, table, ParseObjectName(), ifExists);
        if (!_tokens.Accept("ADD"))
            throw Unsupported("ALTER TABLE … " + _tokens.Span().ToString().ToUpperInvariant());
        _tokens.Accept("COLUMN");
        var ifNotExists = _tokens.Accept("IF", "NOT", "EXISTS");
        return new Statement.AddColumn(position, table, ParseColumn(), ifNotExists);
    }

    private ImmutableArray<ColumnDefinition> ParseColumns() =>
        [.. Parenthesized(() => AcceptTableConstraint() ? null : ParseColumn()).OfType<ColumnDefinition>()];

    private ColumnDefinition ParseColumn()
    {
        var position = _tokens.Position;
        var name = _tokens.Name();
        SqlType? type = _tokens.IsOperator(",") || _tokens.IsOperator(")") ? null : ParseType();
        var notNull = false;
        string? value = null;
        while (true)
        {
            if (_tokens.Accept("NOT", "NULL"))
            {
                notNull = true;
            }
            else if (_tokens.Accept("NULL") || _tokens.Accept("UNIQUE"))
            {
                // Snowflake keeps UNIQUE as a remark and enforces nothing.
            }
            else if (_tokens.Accept("PRIMARY", "KEY"))
            {
                notNull = true;
            }
            else if (_tokens.Accept("DEFAULT"))
            {
                var start = _tokens.Position;
                ParseAdditive();
                value = _tokens.Text[start.._tokens.LastEnd];
            }
            else if (_tokens.Accept("COMMENT"))
            {
                _tokens.StringLiteral();
            }
            else if (_tokens.IsWord("COLLATE") || _tokens.IsWord("AUTOINCREMENT") || _tokens.IsWord("IDENTITY") || _tokens.IsWord("REFERENCES") || _tokens.IsWord("MASKING") || _tokens.IsWord("CHECK"))
            {
                throw Unsupported(_tokens.Span().ToString().ToUpperInvariant());
            }
            else
            {
                return new(position, name, type, notNull, value);
            }
        }
    }

    /// <summary>Table constraints are read and forgotten: on standard tables Snowflake enforces none of them.</summary>
    private bool AcceptTableConstraint()
    {
        if (_tokens.Accept("CONSTRAINT"))
            _tokens.Name();
        else if (!(_tokens.IsWord("PRIMARY") && _tokens.IsWord("KEY", 1)) && !(_tokens.IsWord("UNIQUE") && _tokens.IsOperator("(", 1)))
            return false;
        if (!_tokens.Accept("PRIMARY", "KEY"))
            _tokens.Expect("UNIQUE");
        Parenthesized(() => _tokens.Name());
        return true;
    }
}

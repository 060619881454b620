using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on views.</content>
internal sealed partial class Parser
{
    private Statement.CreateView ParseCreateView(CreateHead head)
    {
        var ifNotExists = AcceptIfNotExists();
        var view = ParseObjectName();
        ImmutableArray<(string, string?)> columns = _tokens.IsOperator("(") ? Parenthesized(() => (_tokens.Name(), ParseComment())) : [];
        string? comment = null;
        while (!_tokens.Accept("AS"))
        {
            if (ParseComment() is { } text)
                comment = text;
            else if (!_tokens.Accept("COPY", "GRANTS"))
                throw _tokens.IsWord("WITH") || _tokens.IsWord("CHANGE_TRACKING") ? Unsupported("CREATE VIEW … " + NextWord()) : _tokens.Unexpected();
        }

        var start = _tokens.Position;
        var query = ParseQuery();
        return new(
            head.Position, view, head.OrReplace, ifNotExists, columns, query, _tokens.Text[start.._tokens.LastEnd], head.Modifiers.Contains("SECURE"),
            comment);
    }

    private Statement ParseAlterView(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        var view = ParseObjectName();
        return ParseRenameOrComment(position, ObjectKind.View, view, ifExists) ?? throw Unsupported("ALTER VIEW … " + NextWord());
    }
}

namespace CortexSharp.Local.Engine.Syntax;

/// <content><c>SHOW</c>.</content>
internal sealed partial class Parser
{
    private Statement ParseShow(int position)
    {
        _tokens.Accept("TERSE");
        return Choose("SHOW", Shows, position);
    }

    /// <summary>What follows <c>SHOW TABLES</c> and its like: <c>[LIKE 'pattern'] [IN …]</c>.</summary>
    private Statement.Show ParseShowObjects(int position, string kind)
    {
        var pattern = _tokens.Accept("LIKE") ? _tokens.StringLiteral() : null;
        if (!_tokens.Accept("IN"))
            return new(position, kind, pattern, [], null);
        if (_tokens.Accept("ACCOUNT"))
            return new(position, kind, pattern, [], "ACCOUNT");
        var scope = _tokens.Accept("DATABASE") ? "DATABASE" : "SCHEMA";
        if (scope == "SCHEMA")
            _tokens.Accept("SCHEMA");
        return new(position, kind, pattern, _tokens.IsName() ? NameParts(2) : [], scope);
    }
}

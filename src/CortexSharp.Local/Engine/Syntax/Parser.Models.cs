namespace CortexSharp.Local.Engine.Syntax;

/// <content>Statements on models.</content>
internal sealed partial class Parser
{
    private Statement.DropModel ParseDropModel(int position)
    {
        var ifExists = _tokens.Accept("IF", "EXISTS");
        return new(position, ParseObjectName(), ifExists);
    }
}

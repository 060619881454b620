using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Executes statements on models and parameters.</summary>
internal static class AccountCommands
{
    public static ResultTable Execute(AccountStatement statement, string text, SessionContext session, Account account)
    {
        var models = new ModelCommands(session, account);
        return statement switch
        {
            AccountStatement.ShowModels show => models.Show(show),
            AccountStatement.ShowBaseModels show => models.ShowBase(show),
            AccountStatement.ShowVersions show => models.ShowVersions(show),
            AccountStatement.DropModel drop => models.Drop(drop),
            AccountStatement.RenameModel rename => models.Rename(rename),
            AccountStatement.CommentModel comment => models.Comment(comment),
            AccountStatement.TagModel tag => models.Tag(tag),
            AccountStatement.SetParameters set => ParameterCommands.Set(set, text, account.Parameters),
            AccountStatement.ShowParameters show => ParameterCommands.Show(show, account.Parameters),
            _ => throw SqlErrors.Unsupported(text, statement.Position, statement.GetType().Name),
        };
    }
}

using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>Executes statements on models, parameters, roles and grants.</summary>
internal static class AccountCommands
{
    public static ResultTable Execute(AccountStatement statement, StatementRun run, Account account)
    {
        var models = new ModelCommands(run.Session, account);
        var access = new AccessCommands(run, account);
        return statement switch
        {
            AccountStatement.ShowModels show => models.Show(show),
            AccountStatement.ShowBaseModels show => models.ShowBase(show),
            AccountStatement.ShowVersions show => models.ShowVersions(show),
            AccountStatement.DropModel drop => models.Drop(drop),
            AccountStatement.RenameModel rename => models.Rename(rename),
            AccountStatement.CommentModel comment => models.Comment(comment),
            AccountStatement.TagModel tag => models.Tag(tag),
            AccountStatement.SetParameters set => ParameterCommands.Set(set, run, account.Parameters),
            AccountStatement.ShowParameters show => ParameterCommands.Show(show, account.Parameters),
            AccountStatement.CreateRole create => access.CreateRole(create),
            AccountStatement.DropRole drop => access.DropRole(drop),
            AccountStatement.ShowRoles show => access.ShowRoles(show),
            AccountStatement.Grant grant => access.Grant(grant),
            AccountStatement.ShowGrants show => access.ShowGrants(show),
            _ => throw SqlErrors.Unsupported(run.Text, statement.Position, statement.GetType().Name),
        };
    }
}

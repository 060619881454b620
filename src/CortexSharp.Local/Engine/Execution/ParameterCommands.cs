using CortexSharp.Local.Cortex.Parameters;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary><c>ALTER ACCOUNT</c> and <c>SHOW PARAMETERS</c>.</summary>
internal static class ParameterCommands
{
    private static readonly SqlColumn[] Columns = [.. new[]
    {
        "key", "value", "default", "level", "description", "type",
    }.Select(n => new SqlColumn(n, "TEXT"))];

    public static ResultTable Set(AccountStatement.SetParameters statement, StatementRun run, AccountParameters parameters)
    {
        run.Session.Access.RequireAdministrator();
        // All names first: a statement does all of its changes or none.
        var changes =
            statement.Parameters.Select(p => (Definition: AccountParameters.Find(p.Name) ?? throw Unknown(p.Position, p.Name), p.Value)).ToList();
        foreach (var (definition, value) in changes)
        {
            if (value is null)
                parameters.Unset(definition);
            else
                parameters.Set(definition, value);
        }

        return ResultTable.Status("Statement executed successfully.");

        LocalSqlException Unknown(int position, string name) => SqlErrors.Unsupported(run.Text, position, "account parameter " + name);
    }

    public static ResultTable Show(AccountStatement.ShowParameters statement, AccountParameters parameters) => new(Columns,
        [.. parameters.List()
            .Where(p => statement.Pattern is null || LikeMatcher.IsMatch(p.Definition.Name, statement.Pattern, null, ignoreCase: true))
            .Select(p => new object?[]
            {
                p.Definition.Name, p.Value, p.Definition.Default, p.IsSet ? "ACCOUNT" : "", p.Definition.Description, p.Definition.Type,
            })]);
}

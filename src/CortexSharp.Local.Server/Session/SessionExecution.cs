using CortexSharp.Local.Server.SqlApi;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>Runs what one request of a session asks for. It carries out statements on the session itself; the engine runs the others.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="store">Where the statements of a request that holds several are entered.</param>
/// <param name="partitionRows">How many rows a chunk has at most.</param>
/// <param name="session">The session.</param>
/// <param name="query">The request.</param>
/// <param name="requestId">Its id, under which the engine finds again what has run when an answer was lost.</param>
internal sealed class SessionExecution(
    LocalCortex cortex, StatementStore store, int partitionRows, UserSession session, QueryRequest query, Guid requestId)
    : StatementExecution(cortex, store, partitionRows)
{
    private const string Done = "Statement executed successfully.";

    /// <summary>Runs it.</summary>
    /// <param name="handle">The handle under which it is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<StatementOutcome> RunAsync(string handle, CancellationToken cancellationToken) => GuardedAsync(handle, () =>
    {
        var bound = BoundText.Bind(query.Text, query.Bindings);
        if (query.DescribeOnly)
            bound = bound.WithMissingBinds();
        var request =
            new StatementRequest(bound.Text, bound.Binds, new()) { StatementCount = query.StatementCount ?? session.Parameters.StatementCount };
        return RunAsync(request, handle, cancellationToken);
    });

    /// <inheritdoc/>
    protected override Task<StatementOutcome> RunOneAsync(
        string text, StatementRequest request, string handle, CancellationToken cancellationToken) => GuardedAsync(handle, async () =>
    {
        // Anew for each of several statements: one before it may have chosen another schema.
        var options = session.Options(query.QueryTag) with { RequestId = request.StatementCount == 1 ? requestId : null };
        var outcome = SessionCommand.Read(text, request.Binds) switch
        {
            { } when query.DescribeOnly => await StatusAsync(cancellationToken).ConfigureAwait(false),
            { } command => await CarryOutAsync(command, options, cancellationToken).ConfigureAwait(false),
            null when query.DescribeOnly =>
                await DescribeAsync(SqlStatement.Received(text, request.Binds), handle, options, cancellationToken).ConfigureAwait(false),
            null => await base.RunOneAsync(text, request with { Options = options }, handle, cancellationToken).ConfigureAwait(false),
        };
        return outcome is StatementOutcome.Succeeded succeeded ? succeeded with { TypeId = StatementType.Of(text) } : outcome;
    });

    private async Task<StatementOutcome> DescribeAsync(
        SqlStatement statement, string handle, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var columns = await Cortex.DescribeAsync(handle, statement, options, cancellationToken).ConfigureAwait(false);
        return await SpoolAsync(new(columns, AsyncEnumerable.Empty<SqlRow>()), cancellationToken).ConfigureAwait(false);
    }

    private async Task<StatementOutcome> CarryOutAsync(SessionCommand command, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case SessionCommand.Use use:
                session.Names = await ChooseAsync(use, options, cancellationToken).ConfigureAwait(false)
                    ?? throw new SessionException(2043, "02000", "SQL compilation error:\nObject does not exist, or operation cannot be performed.");
                break;
            case SessionCommand.Alter alter:
                if (alter.Parameters.FirstOrDefault(p => !SessionParameters.IsKnown(p.Name)).Name is { } unknown)
                    throw SessionException.NotSupported($"'session parameter {unknown}': the offline Cortex does not know it.");
                foreach (var (name, value) in alter.Parameters)
                {
                    if (value is null)
                        session.Parameters.Unset(name);
                    else if (session.Parameters.Set(name, value) is { } problem)
                        throw SessionException.NotSupported($"'session parameter {name}': {problem}.");
                }

                break;
        }

        return await StatusAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The names after a <c>USE</c>; null when what it names is not there.</summary>
    private async Task<SessionNames?> ChooseAsync(SessionCommand.Use use, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var (now, name) = (session.Names, use.Name);
        switch (use.What)
        {
            case "WAREHOUSE": // there are none offline; the name goes to the usage views
                return now with { Warehouse = name.Name };
            case "ROLE": // the engine refuses a role that it does not know
                await Cortex.ExecuteNonQueryAsync(
                    SqlStatement.Create($"SELECT 1"), options with { Role = name.Name, QueryTag = null, RequestId = null },
                    cancellationToken).ConfigureAwait(false);
                return now with { Role = name.Name };
            case "DATABASE":
                var schemas = await NamesAsync(SqlStatement.Create($"SHOW SCHEMAS IN DATABASE {name}")).ConfigureAwait(false);
                return schemas.Count == 0
                    ? null
                    : now with { Database = name.Name, Schema = schemas.Contains("PUBLIC") ? "PUBLIC" : schemas.First() };
            default:
                var database = name.Schema ?? now.Database;
                return (await NamesAsync(
                    SqlStatement.Create($"SHOW SCHEMAS IN DATABASE {new SqlIdentifier(database)}")).ConfigureAwait(false)).Contains(name.Name)
                    ? now with { Database = database, Schema = name.Name }
                    : null;
        }

        async Task<HashSet<string>> NamesAsync(SqlStatement show) =>
            await Cortex.QueryAsync(show, options with { QueryTag = null, RequestId = null }, cancellationToken)
                .Select(row => row.Get<string>("name")).ToHashSetAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private Task<StatementOutcome> StatusAsync(CancellationToken cancellationToken) =>
        SpoolAsync(SqlResult.Of(["status"], query.DescribeOnly ? [] : [[Done]]), cancellationToken);
}

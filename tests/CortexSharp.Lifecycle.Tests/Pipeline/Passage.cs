using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>
/// The way to the server. With each statement time passes there, and before one of them the last statement of a dead client arrives.
/// </summary>
internal sealed class Passage(IResumableSqlExecutor server, ManualTimeProvider time, DyingClient? former, int arrivesBefore) : IResumableSqlExecutor
{
    /// <summary>How long a statement takes; the ten minutes of a claim are thirty of them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(20);

    /// <summary>The latest statement before which something can arrive that a claim still covers.</summary>
    public const int Latest = 20;

    private int _left = arrivesBefore;

    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        time.Advance(Pace);
        if (former is not null && _left-- == 0)
            await ArriveAsync(former);
        return await server.ExecuteAsync(statement, options, cancellationToken);
    }

    public Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default) =>
        server.AttachAsync(queryId, cancellationToken);

    /// <summary>Carries out what a dead client has sent; of an error nobody hears.</summary>
    public static Task ArriveAsync(DyingClient former) => Record.ExceptionAsync(former.ArriveAsync);
}

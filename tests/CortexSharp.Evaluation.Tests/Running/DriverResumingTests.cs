using CortexSharp.Conformance;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;
using Rig = CortexSharp.Evaluation.Tests.Running.StoredEvaluationRig;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>Goes on with evaluations over an executor that finds a statement again only in the query history.</summary>
public sealed class DriverResumingTests
{
    private const int Cases = 3;

    private readonly ManualTimeProvider _time = new() { SkipsWaiting = true };

    [Theory]
    [InlineData(LastStatement.Done, 0)]
    [InlineData(LastStatement.RunsOn, 0)]
    [InlineData(LastStatement.Done, 1)]
    [InlineData(LastStatement.RunsOn, 1)]
    public async Task EvaluateAsync_KilledAtEveryStatement_FindsItInTheHistoryAndEndsAsIfUndisturbed(LastStatement fate, int throttled)
    {
        await using var other = await CreateAsync(throttled);
        await other.EvaluateAsync();
        var undisturbed = await other.DumpAsync();
        var (killed, refused) = (0, 0);
        for (; ; killed++)
        {
            await using var rig = await Rig.CreateAsync(Cases);
            await using var dying = new DyingClient(rig.Cortex, killed, fate);
            // What the dead client has sent goes on only once the next client has looked for it, or asks itself.
            var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = rig.Controls.OnCompletion(_ => true).Answer(async (call, token) =>
            {
                if (dying.IsDead && fate == LastStatement.RunsOn)
                    await caughtUp.Task.WaitAsync(token);
                return Rig.Answer(call);
            });
            if (throttled > 0)
                rig.Throttle(1, throttled);
            await Record.ExceptionAsync(() => EvaluateAsync(rig, new Driver(dying)));
            if (!dying.IsDead)
                break;

            var next = new Driver(rig.Cortex, () => caughtUp.TrySetResult());
            if (await Record.ExceptionAsync(() => EvaluateAsync(rig, next)) is { } error)
            {
                // Nothing was sent after it was journalled, which no history can tell from what is still on its way.
                Assert.Equal(CortexErrorKind.Conflict, Assert.IsType<CortexException>(error).Kind);
                Assert.Contains("SET STATUS = ?, REQUEST_ID = ?", dying.Died, StringComparison.Ordinal);
                refused++;
                await EvaluateAsync(rig, next, TimeSpan.Zero);
            }

            await dying.ArriveAsync();

            Assert.True(undisturbed == await rig.DumpAsync(), $"Other tables after statement {killed}: {dying.Died}.");
            Assert.True(asked.Fired == 2 * Cases, $"{asked.Fired} answers were asked for after statement {killed}: {dying.Died}.");
        }

        Assert.True(killed > 35);
        // For each of two models, and each repeat; while the journal is still being written, the next client may be quicker.
        Assert.InRange(refused, fate == LastStatement.Done ? 2 + throttled : 0, 2 + throttled);
    }

    [Fact]
    public async Task EvaluateAsync_StatementFailedWhileNobodyListened_IsAskedAgain()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        var failing = rig.Controls.OnStatement("AI_COMPLETE").Once().Fail(604, "57014", "SQL execution canceled");
        var dying = new DyingClient(rig.Cortex, 0, LastStatement.RunsOn) { Counts = s => s.Text.Contains("AI_COMPLETE", StringComparison.Ordinal) };
        await Record.ExceptionAsync(() => EvaluateAsync(rig, new Driver(dying)));
        await Assert.ThrowsAsync<CortexException>(dying.ArriveAsync);

        var result = await EvaluateAsync(rig, new Driver(rig.Cortex));

        Assert.Equal((1, 2 * Cases, Cases), (failing.Fired, rig.Asked.Fired, result[Rig.Good].Count));
    }

    [Fact]
    public async Task EvaluateAsync_HistoryCannotBeRead_WaitsForTheEndOfTheStatement()
    {
        await using var rig = await Rig.CreateAsync(Cases);
        rig.Controls.OnStatement("AI_COMPLETE").Once().LoseConnectionBefore();
        await Assert.ThrowsAsync<CortexException>(() => EvaluateAsync(rig, new Driver(rig.Cortex)));
        var history = rig.Controls.OnStatement("QUERY_HISTORY").Once().Fail(2003, "02000", "SQL compilation error: no current database");

        var error = await Assert.ThrowsAsync<CortexException>(() => EvaluateAsync(rig, new Driver(rig.Cortex)));

        Assert.Equal((1, CortexErrorKind.Conflict, 0), (history.Fired, error.Kind, rig.Asked.Fired));
        Assert.Contains("may still run", error.Message);
    }

    private static async Task<Rig> CreateAsync(int throttled)
    {
        var rig = await Rig.CreateAsync(Cases);
        if (throttled > 0)
            rig.Throttle(1, throttled);
        return rig;
    }

    private Task<EvaluationResult> EvaluateAsync(Rig rig, ISqlExecutor executor, TimeSpan? lifetime = null)
    {
        var request = rig.RequestOver(executor);
        request = request with { StatementLifetime = lifetime ?? request.StatementLifetime };
        return new CortexEvaluator(executor, timeProvider: _time).EvaluateAsync(request);
    }

    /// <summary>An executor as that over Snowflake's driver: it tags statements, but refuses request ids and finds nothing again.</summary>
    private sealed class Driver(ISqlExecutor inner, Action? onLookUp = null) : ISqlExecutor
    {
        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            Assert.Null(options?.RequestId);
            if (statement.Text.Contains("QUERY_HISTORY", StringComparison.Ordinal) || options?.Effect == SqlEffect.Billable)
                onLookUp?.Invoke();
            return inner.ExecuteAsync(statement, options, cancellationToken);
        }
    }
}

using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>The back end over <c>FINETUNE</c>, on the offline Cortex.</summary>
public sealed class FineTuneBackendConformanceTests : TrainingBackendConformance
{
    private readonly ManualTimeProvider _time = new();
    private readonly TestControls _controls = new();
    private SdkFixture? _sdk;
    private string? _status;
    private bool _isHeld;

    protected override TrainedModelKind Kind => TrainedModelKind.Named;

    private SdkFixture Sdk =>
        _sdk ??= new(new() { TimeProvider = _time, Controls = _controls, MinimumEpochTime = _isHeld ? TimeSpan.FromHours(1) : TimeSpan.Zero });

    [Fact]
    public async Task Run_ServerDescribesTheBareName_GivesTheFullOne()
    {
        await using var sdk = new SdkFixture(new() { DescribeVariants = DescribeVariants.BareModelName });
        await sdk.FillPairsAsync();
        var backend = new FineTuneBackend(sdk.FineTune, new SqlFineTuningJournal(sdk.Executor));
        var request = new TrainingRequest(
            "bare", SqlIdentifier.Parse("local.public.tuned"), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"))
        {
            Poll = SdkFixture.Poll,
        };
        Assert.Equal("LOCAL.PUBLIC.TUNED", (await backend.RunAsync(await backend.StartAsync(request), request)).Name);
    }

    public override async Task DisposeAsync()
    {
        if (_sdk is not null)
            await _sdk.DisposeAsync();
    }

    protected override ITrainingBackend Connect()
    {
        // Claims of those who came before run out.
        _time.Advance(TimeSpan.FromMinutes(11));
        var services = new ServiceCollection();
        services.AddSingleton<ISqlExecutor>(new Rewriting(this)).AddCortexSharp();
        return services.BuildServiceProvider().GetRequiredService<ITrainingBackend>();
    }

    protected override TrainingRequest Request(string intent) =>
        new(
            intent, SqlIdentifier.Parse("local.public.tuned"), "llama3.1-8b",
            SqlStatement.Create($"SELECT column1 AS prompt, column2 AS completion FROM VALUES ('my parcel', 'delivery'), ('my money', 'refund')"))
        {
            Poll = SdkFixture.Poll,
        };

    protected override TrainingRequest Unteachable(string intent) =>
        Request(intent) with { TrainingQuery = SqlStatement.Create($"SELECT prompt, completion FROM no_such_table") };

    protected override async Task<int> CountJobsAsync() => (await Sdk.FineTune.ListAsync()).Count;

    protected override void Hold() => _isHeld = true;

    protected override void Release() => _time.Advance(TimeSpan.FromHours(5));

    protected override void LoseNextStart() => _controls.OnStatement("FINETUNE('CREATE'").Once().LoseConnectionAfter();

    protected override void SayOnce(string status) => _status = status;

    /// <summary>A server of some later day, with a status of its own.</summary>
    private sealed class Rewriting(FineTuneBackendConformanceTests suite) : ISqlExecutor
    {
        public Task<SqlResult> ExecuteAsync(
            SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (suite._status is not { } status || !statement.Text.Contains("'DESCRIBE'", StringComparison.Ordinal))
                return suite.Sdk.Executor.ExecuteAsync(statement, options, cancellationToken);
            suite._status = null;
            return Task.FromResult(SqlResult.Of(["JOB"], [[$$"""{"id":"ft","status":"{{status}}","progress":0.1}"""]]));
        }
    }
}

using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>An offline Cortex on a clock that skips every wait, whose clients are recorded; what prepares a scene is not.</summary>
internal sealed class RecordedAccount : IAsyncDisposable
{
    private readonly StatementRecording _recording;
    private readonly ServiceProvider _services;

    public RecordedAccount(StatementRecording recording, Func<LocalCortexOptions, LocalCortexOptions>? configure = null)
    {
        _recording = recording;
        var options = new LocalCortexOptions { TimeProvider = Time, Controls = Controls };
        Cortex = new(configure?.Invoke(options) ?? options);
        Executor = new RecordingExecutor(Cortex, recording);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCortexSharp().UseExecutor(Executor).AddLifecycle();
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Time { get; } = new() { SkipsWaiting = true, LongestSkip = TimeSpan.FromMinutes(1) };

    public TestControls Controls { get; } = new();

    /// <summary>How often a job is asked for its state.</summary>
    public JobPollPolicy Poll => new() { InitialInterval = TimeSpan.FromSeconds(1), MaxInterval = TimeSpan.FromSeconds(1), TimeProvider = Time };

    /// <summary>The account itself, which records nothing.</summary>
    public LocalCortex Cortex { get; }

    public ISqlExecutor Executor { get; }

    /// <inheritdoc cref="StatementRecording.Begin"/>
    public void Begin(string feature) => _recording.Begin(feature);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs a statement that belongs to the scene, not to the SDK.</summary>
    public Task PrepareAsync(string sql) => Cortex.ExecuteNonQueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"));

    /// <summary>Makes a table of tickets: ID, CUSTOMER, PROMPT, COMPLETION and LANG, two labels by turns.</summary>
    public Task PrepareTicketsAsync(int count = 40) => PrepareAsync($"""
        CREATE TABLE tickets AS
        SELECT f.value::NUMBER AS id, MOD(f.value::NUMBER, 7) AS customer,
          IFF(MOD(f.value::NUMBER, 2) = 0, 'my parcel is late, order ', 'give me my money back for ') || f.value AS prompt,
          IFF(MOD(f.value::NUMBER, 2) = 0, 'delivery', 'refund') AS completion, IFF(MOD(f.value::NUMBER, 3) = 0, 'en', NULL) AS lang
        FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {count}))) f
        """);

    /// <summary>Tunes a model on the tickets.</summary>
    public async Task PrepareModelAsync(string name)
    {
        var client = new CortexFineTuneClient(Cortex);
        var job =
            await client.CreateAsync(new(SqlIdentifier.Parse(name), "llama3.1-8b", SqlStatement.Create($"SELECT prompt, completion FROM tickets")));
        await client.WaitUntilFinishedAsync(job, Poll);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Cortex.DisposeAsync();
    }
}

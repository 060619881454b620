using CortexSharp.Conformance;
using CortexSharp.Local.Testing;
using CortexSharp.Local.Tests.Cortex;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>An offline Cortex on a file, with test controls and a clock in the test's hand; it can be opened again after a crash.</summary>
public abstract class ControlledTest : IAsyncLifetime
{
    private readonly TemporaryFile _file = new();
    private readonly List<LocalCortex> _opened = [];

    protected ControlledTest() => Local = Open();

    protected TestControls Controls { get; } = new();

    protected ManualTimeProvider Time { get; } = new();

    protected LocalCortex Local { get; private set; }

    protected string FilePath => _file.Path;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var cortex in _opened)
            await cortex.DisposeAsync();
        _file.Dispose();
    }

    /// <summary>Another one on the same file, as a second process would have it.</summary>
    protected LocalCortex Open(TestControls? controls = null)
    {
        var cortex = new LocalCortex(new() { Path = _file.Path, Controls = controls ?? Controls, TimeProvider = Time });
        _opened.Add(cortex);
        return cortex;
    }

    /// <summary>Begins a new process behind a crash.</summary>
    protected async Task RestartAsync()
    {
        await Local.DisposeAsync();
        Local = Open();
    }

    protected static SqlStatement Sql(string text) => SqlStatement.Create($"{SqlText.Trusted(text)}");

    protected Task<long> DoAsync(string text, SqlExecutionOptions? options = null) => Local.ExecuteNonQueryAsync(Sql(text), options);

    protected Task<string?> ValueAsync(string text, SqlExecutionOptions? options = null) => Local.QueryScalarAsync<string>(Sql(text), options);

    protected Task<string?> AskAsync(string prompt, string model = "llama3.1-8b") =>
        Local.QueryScalarAsync<string>(SqlStatement.Create($"SELECT AI_COMPLETE({SqlText.Trusted($"'{model}'")}, {prompt})"));

    /// <summary>Asks one after the other.</summary>
    protected async Task<List<string?>> AskEachAsync(params string[] prompts)
    {
        var answers = new List<string?>();
        foreach (var prompt in prompts)
            answers.Add(await AskAsync(prompt));
        return answers;
    }

    protected static async Task<CortexException> LostAsync(Func<Task> run)
    {
        var error = await Assert.ThrowsAsync<CortexException>(run);
        Assert.Equal(CortexErrorKind.Network, error.Kind);
        Assert.Null(error.QueryId);
        return error;
    }
}

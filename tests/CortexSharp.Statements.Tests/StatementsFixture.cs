using CortexSharp.Statements.Tests.Recording;
using CortexSharp.Statements.Tests.Scenes;

namespace CortexSharp.Statements.Tests;

/// <summary>Plays every scene once.</summary>
public sealed class StatementsFixture : IAsyncLifetime
{
    private static readonly Func<StatementRecording, Task>[] Scenes =
    [
        CompletionScenes.RecordAsync, FineTuningScenes.RecordAsync, TrainingDataScenes.RecordAsync, BaseModelScenes.RecordAsync,
        UsageScenes.RecordAsync, EvaluationScenes.RecordAsync, LedgerScenes.RecordAsync, PromotionScenes.RecordAsync, RetirementScenes.RecordAsync,
        PipelineScenes.RecordAsync, SessionScenes.RecordAsync,
    ];

    internal StatementRecording Recording { get; } = new();

    public async Task InitializeAsync()
    {
        foreach (var record in Scenes)
            await record(Recording);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

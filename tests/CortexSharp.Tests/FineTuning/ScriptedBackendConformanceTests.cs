using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Sql;

namespace CortexSharp.Tests.FineTuning;

/// <summary>That the interface fits a service that is driven, and that ends in a checkpoint.</summary>
public sealed class ScriptedBackendConformanceTests : TrainingBackendConformance
{
    private readonly ScriptedTrainingService _service = new();

    protected override TrainedModelKind Kind => TrainedModelKind.Checkpoint;

    [Fact]
    public async Task Run_KilledAfterEachStep_TakesNoStepTwice()
    {
        var job = await Connect().StartAsync(Request("steps"));
        for (var life = 0; life < ScriptedTrainingService.StepsOfAJob; life++)
        {
            using var death = new CancellationTokenSource();
            var progress = new DiesAt(life + 1, death);
            if (life + 1 < ScriptedTrainingService.StepsOfAJob)
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Connect().RunAsync(job, Request("steps"), progress, death.Token));
        }

        Assert.Equal("train_steps/checkpoints/4", (await Connect().RunAsync(job, Request("steps"))).Location);
        Assert.Equal(ScriptedTrainingService.StepsOfAJob, _service.StepsTaken);
    }

    public override Task DisposeAsync() => Task.CompletedTask;

    protected override ITrainingBackend Connect() => new ScriptedTrainingBackend(_service);

    protected override TrainingRequest Request(string intent) =>
        new(intent, SqlIdentifier.Parse("db.ai.support_v1"), "open-weights-8b", SqlStatement.Create($"SELECT prompt, completion FROM pairs"));

    protected override TrainingRequest Unteachable(string intent) =>
        Request(intent) with { Options = new Dictionary<string, string> { [ScriptedTrainingBackend.FailureOption] = "out of memory" } };

    protected override Task<int> CountJobsAsync() => Task.FromResult(_service.Count);

    protected override void Hold() => _service.Hold();

    protected override void Release() => _service.Release();

    protected override void LoseNextStart() => _service.LosesNextAnswer = true;

    protected override void SayOnce(string status) => _service.NextState = status;

    private sealed class DiesAt(int step, CancellationTokenSource death) : IProgress<TrainingJob>
    {
        public void Report(TrainingJob value)
        {
            if (value.Progress >= (double)step / ScriptedTrainingService.StepsOfAJob)
                death.Cancel();
        }
    }
}

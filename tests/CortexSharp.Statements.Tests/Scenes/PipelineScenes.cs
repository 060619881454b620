using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;
using CortexSharp.TrainingData;

namespace CortexSharp.Statements.Tests.Scenes;

internal static class PipelineScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var account = new RecordedAccount(recording);
        await account.PrepareTicketsAsync();
        account.Begin("Pipeline: what differs from its steps made one by one");
        var data = new TrainingDataRequest(SqlIdentifier.Parse("tickets"), "id");
        var gate = new Gate(new NotWorseRule("exact_match"));
        var request = new FineTunePipelineRequest("support", SqlIdentifier.Parse("support"), data, new MetricSet(new ExactMatchMetric()), gate)
        {
            Poll = account.Poll,
        };
        var result = await account.Get<IFineTunePipeline>().RunAsync(request);
        Assert.Equal(PipelineOutcome.Promoted, result.Outcome);
    }
}

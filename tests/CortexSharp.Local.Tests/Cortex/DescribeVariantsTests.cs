using System.Text.Json;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class DescribeVariantsTests
{
    [Theory]
    [InlineData(
        DescribeVariants.None,
        "base_model created_on finished_on id model progress status training_data trained_tokens training_result validation_data options")]
    [InlineData(
        DescribeVariants.RunningShowsStatusOnly,
        "base_model created_on finished_on id model progress status training_data trained_tokens training_result validation_data options")]
    [InlineData(
        DescribeVariants.ExtraKeys,
        "base_model created_on finished_on id model progress status training_data trained_tokens training_result validation_data options "
        + "queue_position hardware")]
    [InlineData(DescribeVariants.NoTrainingData, "base_model created_on finished_on id model progress status trained_tokens training_result options")]
    [InlineData(DescribeVariants.NoOptionalKeys, "id model progress status training_data trained_tokens training_result validation_data")]
    [InlineData(DescribeVariants.NoOptionalKeys | DescribeVariants.NoTrainingData, "id model progress status trained_tokens training_result")]
    public async Task Describe_FinishedJob_HasKeys(DescribeVariants variants, string keys) =>
        Assert.Equal(keys, KeysOf(await FinishedAsync(variants)));

    [Theory]
    [InlineData(DescribeVariants.None, "base_model created_on id progress status training_data validation_data options", "IN_PROGRESS")]
    [InlineData(DescribeVariants.SaysRunning, "base_model created_on id progress status training_data validation_data options", "RUNNING")]
    [InlineData(DescribeVariants.RunningShowsStatusOnly, "id progress status", "IN_PROGRESS")]
    [InlineData(
        DescribeVariants.RunningShowsStatusOnly | DescribeVariants.SaysRunning | DescribeVariants.ExtraKeys,
        "id progress status queue_position hardware", "RUNNING")]
    [InlineData(DescribeVariants.NoTrainingData, "base_model created_on id progress status options", "IN_PROGRESS")]
    [InlineData(DescribeVariants.NoOptionalKeys, "id progress status training_data validation_data", "IN_PROGRESS")]
    public async Task Describe_RunningJob_HasKeysAndStatus(DescribeVariants variants, string keys, string status)
    {
        await using var cortex = new CortexHarness(new LocalCortexOptions { DescribeVariants = variants });
        cortex.Data.Gate = new TaskCompletionSource().Task;
        var id = await cortex.CreateJobAsync(options: """{"max_epochs":1}""");
        await cortex.Data.Asked;

        var job = await cortex.DescribeAsync(id);

        Assert.Equal(keys, KeysOf(job));
        Assert.Equal(status, job.GetProperty("status").GetString());
        Assert.Contains($"\"status\":\"{status}\"", await cortex.FineTuneAsync(Arg.Text("SHOW")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_ResultAsArray_WrapsTheResult()
    {
        var result = (await FinishedAsync(DescribeVariants.ResultAsArray)).GetProperty("training_result");

        Assert.Equal(JsonValueKind.Array, result.ValueKind);
        Assert.True(Assert.Single(result.EnumerateArray()).TryGetProperty("validation_loss", out _));
    }

    [Fact]
    public async Task Describe_BareModelName_LeavesDatabaseAndSchemaOut() =>
        Assert.Equal("TUNED", (await FinishedAsync(DescribeVariants.BareModelName)).GetProperty("model").GetString());

    [Theory]
    [InlineData(DescribeVariants.None)]
    [InlineData(DescribeVariants.RunningShowsStatusOnly)]
    public async Task Describe_CancelledJob_HasNoModelAndNoError(DescribeVariants variants)
    {
        await using var cortex = new CortexHarness(new LocalCortexOptions { DescribeVariants = variants });
        cortex.Data.Gate = new TaskCompletionSource().Task;
        var id = await cortex.CreateJobAsync(options: """{"max_epochs":1}""");
        await cortex.FineTuneAsync(Arg.Text("CANCEL"), Arg.Text(id));

        Assert.Equal(
            "base_model created_on finished_on id progress status training_data validation_data options", KeysOf(await cortex.DescribeAsync(id)));
    }

    [Fact]
    public async Task Describe_PendingJob_HasNoProgress()
    {
        await using var cortex = new CortexHarness();
        await cortex.DisposeRuntimeAsync(); // nothing trains
        var id = await cortex.CreateJobAsync();

        Assert.Equal(
            $$"""{"base_model":"llama3.1-8b","created_on":1795348800000,"id":"{{id}}","progress":0.0,"status":"PENDING","training_data":"{{CortexHarness.TrainingQuery}}","validation_data":""}""",
            await cortex.DescribeTextAsync(id));
    }

    private static async Task<JsonElement> FinishedAsync(DescribeVariants variants)
    {
        await using var cortex = new CortexHarness(new LocalCortexOptions { DescribeVariants = variants });
        return await cortex.WhenStatusAsync(await cortex.CreateJobAsync(options: """{"max_epochs":1}"""), "SUCCESS");
    }

    private static string KeysOf(JsonElement job) => string.Join(' ', job.EnumerateObject().Select(p => p.Name));
}

namespace CortexSharp.Samples.EvaluateModels.Tests;

public sealed class EvaluateModelsTests : IDisposable
{
    private readonly string _report = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".html");

    [Fact]
    public async Task Run_TunedModel_PassesTheGateAndIsReported()
    {
        var (exitCode, output, errors) = await SampleProcess.RunAsync("EvaluateModels", _report);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("exact_match: 0.", output, StringComparison.Ordinal);
        Assert.Matches(@"A right answer costs 0\.\d+ AI credit by the base model, 0\.\d+ AI credit by the tuned one\.", output);
        Assert.Contains("Passed", output, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(_report);
        Assert.Contains("Support tickets", page, StringComparison.Ordinal);
        Assert.Contains("AI credit an answer", page, StringComparison.Ordinal);
        Assert.Contains("account_access", page, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_report);
}

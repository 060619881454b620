namespace CortexSharp.Samples.Lifecycle.Tests;

public class LifecycleTests
{
    [Fact]
    public async Task Run_TellsTheWholeLife()
    {
        var (exitCode, output, errors) = await SampleProcess.RunAsync("Lifecycle");
        Assert.Equal((0, ""), (exitCode, errors));
        var lines = output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Count(l => l.StartsWith("version ", StringComparison.Ordinal) && l.EndsWith("Promoted", StringComparison.Ordinal)));
        Assert.Contains("rolled back to LOCAL.PUBLIC.SUPPORT_V2, generation 4", lines);
        Assert.Contains("promoted LOCAL.PUBLIC.SUPPORT_V3 again, generation 5", lines);
        Assert.Contains(lines, l => l.StartsWith("Retire LOCAL.PUBLIC.SUPPORT_V1: Nobody called it", StringComparison.Ordinal));
        Assert.Contains(
            lines, l => l.StartsWith("Keep LOCAL.PUBLIC.SUPPORT_V2: It is what 'support' would be rolled back to.", StringComparison.Ordinal));
        // The one question since the month began, by both sources.
        var used = Assert.Single(lines, l => l.StartsWith("used: ", StringComparison.Ordinal));
        Assert.Matches(
            "^used: [0-9-]{10} LOCAL.PUBLIC.SUPPORT_V3 by CORTEX_AI_FUNCTIONS_USAGE_HISTORY: 1 call, [1-9][0-9]* tokens, 0.[0-9]*[1-9] AI credit$",
            used);
        var counted = Assert.Single(lines, l => l.StartsWith("counted: ", StringComparison.Ordinal));
        Assert.Matches("^counted: [0-9-]{10} LOCAL.PUBLIC.SUPPORT_V3 by ML_CALL_LOG of support-api: 1 call, [1-9][0-9]* tokens$", counted);
        Assert.Equal(used.Split(", ")[1], counted.Split(", ")[1]);
        Assert.Matches(
            "^Dropped LOCAL.PUBLIC.SUPPORT_V1, LOCAL.PUBLIC.SUPPORT_TRAIN_[0-9A-F]{16}, LOCAL.PUBLIC.SUPPORT_VALID_[0-9A-F]{16}. There is no "
            + "UNDROP of a model.$", lines[^1]);
    }
}

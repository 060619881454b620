using System.Diagnostics;
using System.Globalization;

namespace CortexSharp.Metrics.Tests;

/// <summary>
/// Random hard texts, scored fast and slowly, in a process of its own for each width of vectors. For a longer run set CORTEXSHARP_DIFFERENTIAL to a
/// seed and the cases for each width: "7 1000000".
/// </summary>
public class DifferentialTests
{
    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Scorers_RandomHardTexts_AgreeWithTheSlowOnes(string switchedOff)
    {
        var (seed, cases) = (Environment.GetEnvironmentVariable("CORTEXSHARP_DIFFERENTIAL") ?? "20261124 50000").Split(' ') is [var first, var second]
            ? (first, second)
            : throw new ArgumentException("CORTEXSHARP_DIFFERENTIAL is a seed and a number of cases.");

        // Each width has cases of its own.
        seed = (int.Parse(seed, CultureInfo.InvariantCulture) + (1000 * switchedOff.Length)).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CortexSharp.Metrics.Differential.dll"), seed, cases])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (switchedOff.Length > 0)
            start.Environment[switchedOff] = "0";

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var differences = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal("", differences + await errors);
        Assert.Equal(0, process.ExitCode);
    }
}

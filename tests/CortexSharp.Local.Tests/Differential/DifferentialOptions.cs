using System.Globalization;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>
/// How much is tried: the environment variables <c>CORTEXSHARP_SEED</c> and <c>CORTEXSHARP_CASES</c> (a factor for the number of cases) make
/// other and longer runs of the same tests.
/// </summary>
internal static class DifferentialOptions
{
    public static int Seed { get; } = Read("CORTEXSHARP_SEED", 1);

    /// <summary>So many cases, times the factor.</summary>
    public static int Cases(int count) => count * Read("CORTEXSHARP_CASES", 1);

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

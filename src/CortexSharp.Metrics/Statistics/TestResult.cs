using System.Globalization;

namespace CortexSharp.Metrics.Statistics;

/// <summary>What a significance test says.</summary>
/// <param name="Statistic">The test's own figure.</param>
/// <param name="PValue">How likely a difference at least this large is if the systems are equally good, 0 to 1.</param>
public readonly record struct TestResult(double Statistic, double PValue)
{
    /// <summary>Both figures in a form for reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"statistic = {Statistic:G6} p = {PValue:G4}");
}

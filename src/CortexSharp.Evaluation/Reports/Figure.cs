using System.Globalization;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Evaluation.Reports;

/// <summary>Figures as people read them.</summary>
internal static class Figure
{
    private const string None = "–";

    public static string Of(double value) => double.IsNaN(value) ? None : value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string Signed(double value) => double.IsNaN(value) ? None : value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string PValue(double? value) => value switch
    {
        null => None,
        < 0.0001 => "< 0.0001",
        { } p => Of(p),
    };

    public static string Interval(MeasureComparison measure) =>
        double.IsNaN(measure.Interval.Low) ? None : $"[{Signed(measure.Interval.Low)}, {Signed(measure.Interval.High)}]";

    public static string Interval(ConfidenceInterval interval) => double.IsNaN(interval.Low) ? None : $"[{Of(interval.Low)}, {Of(interval.High)}]";

    /// <summary>Baseline, system, difference and interval: the cells that the tables of measures and of slices share.</summary>
    public static string[] Compared(MeasureComparison measure) =>
        [Of(measure.Baseline), Of(measure.System), Signed(measure.Difference), Interval(measure)];

    public static string Of(Usage.Amount? amount) => amount?.ToString() ?? "not known";
}

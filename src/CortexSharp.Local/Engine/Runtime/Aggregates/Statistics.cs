namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>Statistics of one sample.</summary>
internal static class Statistics
{
    public static double? VarianceOfPopulation(ReadOnlySpan<double> values) => values.IsEmpty ? null : SquaredDeviations(values) / values.Length;

    public static double? VarianceOfSample(ReadOnlySpan<double> values) => values.Length < 2 ? null : SquaredDeviations(values) / (values.Length - 1);

    public static double? DeviationOfPopulation(ReadOnlySpan<double> values) =>
        VarianceOfPopulation(values) is { } variance ? Math.Sqrt(variance) : null;

    public static double? DeviationOfSample(ReadOnlySpan<double> values) => VarianceOfSample(values) is { } variance ? Math.Sqrt(variance) : null;

    /// <summary>The sample skewness, G1 of Joanes and Gill (1998).</summary>
    public static double? Skewness(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        return n < 3 || Standardized(values, 3) is not { } sum ? null : n / ((n - 1) * (n - 2)) * sum;
    }

    /// <summary>The sample excess kurtosis, G2 of Joanes and Gill (1998).</summary>
    public static double? Kurtosis(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        return n < 4 || Standardized(values, 4) is not { } sum
            ? null
            : (n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * sum) - (3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    private static double SquaredDeviations(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum;
    }

    /// <summary>The sum of a power of the values' distances from the mean in standard deviations; null where all are equal.</summary>
    private static double? Standardized(ReadOnlySpan<double> values, int power)
    {
        var deviation = DeviationOfSample(values)!.Value;
        if (deviation == 0)
            return null;
        var mean = Mean(values);
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Pow((value - mean) / deviation, power);
        return sum;
    }
}

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>From figures to places in a chart.</summary>
internal readonly record struct Scale(double From, double To, double Start, double End)
{
    /// <summary>A scale around figures, with some air; a single figure is in the middle.</summary>
    public static Scale Around(IEnumerable<double> figures, double start, double end)
    {
        double[] known = [.. figures.Where(double.IsFinite)];
        if (known.Length == 0)
            return new(0, 1, start, end);
        var (low, high) = (known.Min(), known.Max());
        var air = high > low ? (high - low) * 0.1 : Math.Max(Math.Abs(low) * 0.1, 1e-6);
        return new(low - air, high + air, start, end);
    }

    public double this[double figure] => Start + ((Math.Clamp(figure, From, To) - From) / (To - From) * (End - Start));
}

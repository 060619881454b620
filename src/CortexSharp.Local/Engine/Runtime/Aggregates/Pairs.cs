namespace CortexSharp.Local.Engine.Runtime.Aggregates;

/// <summary>What correlation and regression are made of: <c>y</c> is the dependent variable, <c>x</c> the independent one.</summary>
/// <param name="Count">How many pairs.</param>
/// <param name="MeanY">The mean of y.</param>
/// <param name="MeanX">The mean of x.</param>
/// <param name="SumYY">The sum of the squared deviations of y.</param>
/// <param name="SumXX">The sum of the squared deviations of x.</param>
/// <param name="SumXY">The sum of the products of the deviations.</param>
internal readonly record struct Pairs(int Count, double MeanY, double MeanX, double SumYY, double SumXX, double SumXY)
{
    public double? CovarianceOfPopulation => SumXY / Count;

    public double? CovarianceOfSample => Count < 2 ? null : SumXY / (Count - 1);

    public double? Correlation => SumXX == 0 || SumYY == 0 ? null : SumXY / Math.Sqrt(SumXX * SumYY);

    public double? Slope => SumXX == 0 ? null : SumXY / SumXX;

    public double? Intercept => MeanY - (Slope * MeanX);

    /// <summary>The share of y's variance that x explains; 1 where there is none to explain.</summary>
    public double? Determination => SumXX == 0 ? null : SumYY == 0 ? 1 : SumXY * SumXY / (SumXX * SumYY);
}

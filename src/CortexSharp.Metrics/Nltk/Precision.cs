namespace CortexSharp.Metrics.Nltk;

/// <summary>How many of a candidate's n-grams match, and how many it has.</summary>
internal readonly record struct Precision(int Matches, int NGrams)
{
    /// <summary>NLTK never divides by 0: a candidate too short for an order counts as having one n-gram of it.</summary>
    public int Denominator => Math.Max(NGrams, 1);

    public double Value => Matches / (double)Denominator;
}

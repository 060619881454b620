using System.Globalization;

namespace CortexSharp.Metrics.Squad;

/// <summary>The scores of a whole data set, 0 to 100, as SQuAD's scripts print them. Not thread-safe: one for each thread, then merge.</summary>
/// <remarks>A question without a prediction counts as <c>default(SquadScore)</c> in v1.1; v2 leaves it out.</remarks>
public sealed class SquadCorpus
{
    private double _f1;
    private int _matches;

    /// <summary>How many answers are in.</summary>
    public int Count { get; private set; }

    /// <summary>The share of exact matches, 0 to 100; not a number when no answer is in.</summary>
    public double ExactMatch => 100.0 * _matches / Count;

    /// <summary>The mean F1, 0 to 100; not a number when no answer is in. Summed in the order of adding.</summary>
    public double F1 => 100.0 * _f1 / Count;

    /// <summary>Takes in one answer.</summary>
    /// <param name="score">Its scores.</param>
    public void Add(SquadScore score)
    {
        Count++;
        _matches += score.IsExactMatch ? 1 : 0;
        _f1 += score.F1;
    }

    /// <summary>Takes in all answers of another part of the data.</summary>
    /// <param name="other">The other part.</param>
    public void Merge(SquadCorpus other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        _matches += other._matches;
        _f1 += other._f1;
    }

    /// <summary>Both scores and the number of answers in a form for reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"EM = {ExactMatch:F2} F1 = {F1:F2} (n = {Count})");
}

namespace CortexSharp.Metrics;

/// <summary>What BLEU takes for the precision of an order without matches. Named as in Chen and Cherry (2014) and sacrebleu.</summary>
/// <remarks>None of them applies when no order has a match: then the score is 0.</remarks>
public enum BleuSmoothing
{
    /// <summary>Halves it from order to order: the k-th order without matches has 1/2^k matches. sacrebleu's default, <c>exp</c>.</summary>
    Exponential,

    /// <summary>It has <see cref="BleuOptions.SmoothingValue"/> matches, 0.1 unless told. sacrebleu's <c>floor</c>.</summary>
    Floor,

    /// <summary>
    /// Adds <see cref="BleuOptions.SmoothingValue"/>, 1 unless told, to matches and totals of all orders above the first; the counts that a score
    /// reports have it too. sacrebleu's <c>add-k</c>.
    /// </summary>
    AddK,

    /// <summary>It is 0, and so is the score. sacrebleu's <c>none</c>.</summary>
    None,
}

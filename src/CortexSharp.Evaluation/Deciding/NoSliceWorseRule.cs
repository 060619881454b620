namespace CortexSharp.Evaluation.Deciding;

/// <summary>A measure must not be much worse in any slice, even if it is better on the whole.</summary>
/// <param name="Measure">The measure's name.</param>
/// <param name="Tolerance">By how much it may be worse, in the measure's own scale: 0.02 is two points of exact match.</param>
public sealed record NoSliceWorseRule(string Measure, double Tolerance) : GateRule
{
    /// <summary>How few cases a slice must have to count.</summary>
    /// <value>Default: 1.</value>
    public int SmallestSlice { get; init; } = 1;

    /// <inheritdoc/>
    public override GateFinding Check(GateEvidence evidence) => OfMeasure(evidence, Measure, _ =>
    {
        var slices = evidence.Comparison.Slices
            .Select(slice => (Slice: slice, Comparison: slice.Measures.First(comparison => comparison.Measure.Name == Measure)))
            .Where(slice => slice.Comparison.Pairs >= SmallestSlice && !double.IsNaN(slice.Comparison.Gain))
            .OrderBy(slice => slice.Comparison.Gain)
            .ToList();
        if (slices.Count == 0)
            return Undecided($"there is no slice with a value of {Measure}");
        var worse = slices.Where(slice => !Reaches(slice.Comparison.Gain, -Tolerance)).ToList();
        var shown = worse.Count > 0 ? worse : slices[..1];
        var named = string.Join("; ", shown.Select(slice => $"{slice.Slice.Tag}={slice.Slice.Value} {slice.Comparison}"));
        return Found(worse.Count == 0, FormattableString.Invariant(
            $"{(worse.Count > 0 ? "worse" : "worst")} by slice: {named}; each may be worse by {Tolerance}"));
    });
}

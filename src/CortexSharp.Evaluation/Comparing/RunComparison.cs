using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>A run against the baseline, on the cases that both have answers to.</summary>
/// <param name="Baseline">The baseline.</param>
/// <param name="System">The run that is held against it.</param>
public sealed record RunComparison(ScoredRun Baseline, ScoredRun System)
{
    /// <summary>How many cases both have.</summary>
    public required int Cases { get; init; }

    /// <summary>Every measure.</summary>
    public required ImmutableArray<MeasureComparison> Measures { get; init; }

    /// <summary>Slices by tag, in the order of tag and value.</summary>
    public required ImmutableArray<SliceComparison> Slices { get; init; }

    /// <summary>
    /// The keys of the cases that only the baseline has an answer to, or to which the system was asked or expected something else; they do not count.
    /// </summary>
    public required ImmutableArray<string> OnlyInBaseline { get; init; }

    /// <summary>
    /// The keys of the cases that only the system has an answer to, or to which the baseline was asked or expected something else; they do not count.
    /// </summary>
    public required ImmutableArray<string> OnlyInSystem { get; init; }

    /// <summary>The comparison of one measure; <see langword="null"/> if there is no such measure.</summary>
    /// <param name="measure">The measure's name.</param>
    public MeasureComparison? Find(string measure) => Measures.FirstOrDefault(comparison => comparison.Measure.Name == measure);
}

using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>Two runs on the common cases that have one tag.</summary>
/// <param name="Tag">The tag's name.</param>
/// <param name="Value">The tag's value.</param>
/// <param name="Cases">How many common cases have it.</param>
/// <param name="Measures">Every measure, with interval but without test.</param>
public sealed record SliceComparison(string Tag, string Value, int Cases, ImmutableArray<MeasureComparison> Measures);

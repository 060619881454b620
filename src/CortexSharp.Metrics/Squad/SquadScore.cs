using System.Globalization;

namespace CortexSharp.Metrics.Squad;

/// <summary>The two scores of one answer.</summary>
/// <param name="IsExactMatch">Whether the normalised texts are equal.</param>
/// <param name="F1">How well their words agree, 0 to 1.</param>
public readonly record struct SquadScore(bool IsExactMatch, double F1)
{
    /// <summary>Both scores in a form for reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"EM = {(IsExactMatch ? 1 : 0)} F1 = {F1:F4}");

    /// <summary>Each score's better one, independently of the other.</summary>
    internal SquadScore Best(SquadScore other) => new(IsExactMatch || other.IsExactMatch, Math.Max(F1, other.F1));
}

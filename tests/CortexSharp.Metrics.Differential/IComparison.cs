using CortexSharp.Metrics.Baseline;

namespace CortexSharp.Metrics.Differential;

/// <summary>A scorer against its slow, obvious twin.</summary>
public interface IComparison
{
    /// <summary>Scores one random case both ways.</summary>
    /// <returns>What differs, with the texts; nothing if all agrees.</returns>
    string? Compare(HardText texts);
}

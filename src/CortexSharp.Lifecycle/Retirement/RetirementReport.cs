using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What was dropped, or would have been.</summary>
/// <param name="IsDryRun">Whether nothing was dropped.</param>
/// <param name="Dropped">The models and tables, in order. There is no UNDROP of a model.</param>
/// <param name="Refused">
/// The models that were to be retired and were not, because they were used, promoted or made anew since the plan, with the reason.
/// </param>
public sealed record RetirementReport(bool IsDryRun, IReadOnlyList<SqlIdentifier> Dropped, IReadOnlyList<RetirementCandidate> Refused)
{
    /// <summary>What was dropped, or would have been, and a line for each model that was refused.</summary>
    public override string ToString()
    {
        var names = Dropped.Count > 0 ? string.Join(", ", Dropped) : "nothing";
        var first = IsDryRun ? $"Would drop {names}; this was a dry run." : $"Dropped {names}.";
        var refused = Refused.Select(r => $"Refused {r.Model}: {r.Reasons[0]}");
        return string.Join(Environment.NewLine, [$"{first} There is no UNDROP of a model.", .. refused]);
    }
}

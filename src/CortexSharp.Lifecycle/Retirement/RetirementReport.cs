using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What was dropped, or would have been.</summary>
/// <param name="IsDryRun">Whether nothing was dropped.</param>
/// <param name="Dropped">The models and tables, in order. There is no UNDROP of a model.</param>
/// <param name="Refused">
/// The models that were to be retired and were not, because they were used, promoted or made anew since the plan, with the reason.
/// </param>
public sealed record RetirementReport(bool IsDryRun, IReadOnlyList<SqlIdentifier> Dropped, IReadOnlyList<RetirementCandidate> Refused);

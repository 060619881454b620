namespace CortexSharp.FineTuning;

/// <summary>What a journal knows of one intended job.</summary>
/// <param name="Id">The caller's name for the job.</param>
/// <param name="RecordedAt">When it was first written down: no job for it can be older.</param>
/// <param name="Claim">Who may start the job.</param>
/// <param name="JobId">The job, once known.</param>
/// <param name="ClaimId">The journal's own stamp of the caller's claim, by which the claim can be given up.</param>
public sealed record FineTuningIntent(string Id, DateTimeOffset RecordedAt, FineTuningClaim Claim, string? JobId = null, string? ClaimId = null);

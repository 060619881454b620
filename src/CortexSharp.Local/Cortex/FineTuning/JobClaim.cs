namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>The right to train a job, for as long as its lease is renewed.</summary>
/// <param name="Job">The job.</param>
/// <param name="Owner">A word new for each claim: who has lost the job cannot change it any more, not even in the same process.</param>
internal sealed record JobClaim(FineTuneJob Job, string Owner);

using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>A run's place.</summary>
/// <param name="Run">The run; without answers where they were not read, as of a run that is not finished.</param>
/// <param name="Rank">1 for the best; equally good runs have the same rank. <see langword="null"/> for a run that is not ranked.</param>
/// <param name="Value">The objective's measure on the shared cases.</param>
/// <param name="Cost">What its answers to the shared cases cost.</param>
/// <param name="Reason">Why the run is not ranked; <see langword="null"/> if it is.</param>
public sealed record RankedRun(ScoredRun Run, int? Rank, double Value, AnswerCost Cost, string? Reason);

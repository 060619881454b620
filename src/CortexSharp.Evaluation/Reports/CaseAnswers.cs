using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Reports;

/// <summary>A case with what both runs answered: the texts, which <see cref="Comparing.ScoredRun"/> does not keep.</summary>
/// <param name="Case">The case.</param>
/// <param name="Baseline">The baseline's answer; <see langword="null"/> when it has none.</param>
/// <param name="System">The system's answer; <see langword="null"/> when it has none.</param>
public sealed record CaseAnswers(EvaluationCase Case, EvaluationAnswer? Baseline, EvaluationAnswer? System);

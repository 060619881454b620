namespace CortexSharp.Evaluation.Comparing;

/// <summary>What is ranked by.</summary>
internal enum SelectionGoal
{
    Measure,
    CostPerCorrectAnswer,
}

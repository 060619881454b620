using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>What makes one run better than another.</summary>
public sealed record SelectionObjective
{
    private SelectionObjective(string measure, SelectionGoal goal)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(measure);
        Measure = measure;
        Goal = goal;
    }

    /// <summary>The measure that counts, or that says which answers are right.</summary>
    public string Measure { get; }

    /// <summary>Conditions that a run must meet to be ranked at all.</summary>
    /// <value>None by default.</value>
    public ImmutableArray<MeasureBound> SubjectTo { get; init; } = [];

    internal SelectionGoal Goal { get; }

    /// <summary>The best value of a measure wins, in the direction of that measure.</summary>
    /// <param name="measure">The measure's name.</param>
    public static SelectionObjective Best(string measure) => new(measure, SelectionGoal.Measure);

    /// <summary>The cheapest right answer wins.</summary>
    /// <param name="measure">The measure, of right and wrong, that says which answers are right.</param>
    public static SelectionObjective LowestCostPerCorrectAnswer(string measure = "exact_match") => new(measure, SelectionGoal.CostPerCorrectAnswer);

    /// <summary>The same objective for runs with a measure at least as good as a bound only.</summary>
    /// <param name="measure">The measure's name.</param>
    /// <param name="bound">The lowest value allowed, or the highest where lower is better.</param>
    public SelectionObjective Where(string measure, double bound) => this with { SubjectTo = SubjectTo.Add(new MeasureBound(measure, bound)) };
}

using System.Globalization;
using CortexSharp.Metrics.Statistics;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>Chooses among runs, on the cases that all of them have answers to.</summary>
public static class Selection
{
    /// <summary>
    /// Ranks runs by an objective. It says which is best in the sample, not whether by more than chance: compare the first two for that.
    /// </summary>
    /// <param name="candidates">The runs, at least one.</param>
    /// <param name="objective">What makes one better.</param>
    /// <exception cref="EvaluationDataException">The runs have no case in common.</exception>
    /// <exception cref="ArgumentException">
    /// There is no run, the runs were scored by different metrics, there is no such measure, or a measure that should say what is right does not.
    /// </exception>
    public static SelectionResult SelectBest(IReadOnlyList<SelectionCandidate> candidates, SelectionObjective objective)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(objective);
        if (candidates.Count == 0)
            throw new ArgumentException("There is no run to choose; give at least one.", nameof(candidates));
        foreach (var candidate in candidates)
            SharedCases.ThrowIfScoredOtherwise(candidates[0].Run, candidate.Run);
        var rows = SharedCases.Rows([.. candidates.Select(candidate => candidate.Run)]);
        if (rows[0].Count == 0)
            throw new EvaluationDataException("The runs have no case in common, by key and content; run all of them on the same cases.");

        var metrics = candidates[0].Run.Metrics;
        var column = objective.Goal is SelectionGoal.CostPerCorrectAnswer
            ? MeasureColumn.OfRightAndWrong(metrics, objective.Measure)
            : MeasureColumn.Of(metrics, objective.Measure);
        var runs = candidates.Select((candidate, i) => Assess(candidate, objective, column, rows[i])).ToList();
        return new SelectionResult(rows[0].Count, [.. Ranked(runs, column, objective.Goal)]);
    }

    private static RankedRun Assess(SelectionCandidate candidate, SelectionObjective objective, MeasureColumn column, List<int> rows)
    {
        var run = candidate.Run;
        var value = ValueOf(run, column, rows);
        var cost = RunCost.Of(run, rows, candidate.Prices, candidate.Training, column);
        return new RankedRun(run, null, value, cost, ReasonAgainst(run, objective, rows, value, cost));
    }

    private static string? ReasonAgainst(ScoredRun run, SelectionObjective objective, List<int> rows, double value, AnswerCost cost)
    {
        foreach (var bound in objective.SubjectTo)
        {
            var column = MeasureColumn.Of(run.Metrics, bound.Measure);
            var measured = ValueOf(run, column, rows);
            if (!(column.Measure.Gain(bound.Bound, measured) >= 0))
                return string.Create(CultureInfo.InvariantCulture, $"{bound.Measure} is {measured:F4}; the bound is {bound.Bound}");
        }

        return objective.Goal switch
        {
            SelectionGoal.Measure => double.IsNaN(value) ? $"{objective.Measure} has no value" : null,
            _ when cost.Total is null => "what its answers cost is not known",
            _ when cost.PerCorrectAnswer is null => "no answer is right",
            _ => null,
        };
    }

    private static IEnumerable<RankedRun> Ranked(List<RankedRun> runs, MeasureColumn column, SelectionGoal goal)
    {
        if (goal is SelectionGoal.CostPerCorrectAnswer)
            runs = InOneUnit(runs);
        var eligible = runs.Where(run => run.Reason is null).ToList();
        var ordered = goal is SelectionGoal.CostPerCorrectAnswer
            ? eligible.OrderBy(run => run.Cost.PerCorrectAnswer!.Value.Value).ToList()
            : eligible.OrderBy(run => -column.Measure.Gain(0, run.Value)).ToList();
        for (var i = 0; i < ordered.Count; i++)
            ordered[i] = ordered[i] with { Rank = i > 0 && Equal(ordered[i - 1], ordered[i]) ? ordered[i - 1].Rank : i + 1 };
        return [.. ordered, .. runs.Where(run => run.Reason is not null)];

        bool Equal(RankedRun first, RankedRun second) =>
            goal is SelectionGoal.CostPerCorrectAnswer ? first.Cost.PerCorrectAnswer == second.Cost.PerCorrectAnswer : first.Value == second.Value;
    }

    /// <summary>Costs in another unit than that of the first run cannot be held against it.</summary>
    private static List<RankedRun> InOneUnit(List<RankedRun> runs)
    {
        var unit = runs.Find(run => run.Reason is null)?.Cost.Total?.Unit;
        return runs.ConvertAll(run => run.Reason is null && run.Cost.Total?.Unit is { } other && other != unit
            ? run with { Reason = $"it costs {other}, another run {unit}; price all runs in one unit" }
            : run);
    }

    private static double ValueOf(ScoredRun run, MeasureColumn column, List<int> rows)
    {
        var statistics = new SegmentStatistics(column.Metric.Width);
        var numbers = new double[statistics.Width];
        foreach (var row in rows)
        {
            run.CopyStatistics(column, row, numbers);
            statistics.Add(numbers);
        }

        return statistics.Score(column.Measure.Aggregate);
    }
}

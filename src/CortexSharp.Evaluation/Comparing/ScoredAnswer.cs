using System.Collections.Immutable;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>One stored row of a run, as far as comparing needs it: neither prompt nor answer.</summary>
/// <param name="Key">The key of the case.</param>
/// <param name="Scores">The scores, in the order of the run's metrics.</param>
public sealed record ScoredAnswer(string Key, ImmutableArray<MetricScore> Scores)
{
    /// <summary>The case's tags.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether there was no answer but an error.</summary>
    public bool Failed { get; init; }

    /// <summary>The tokens that answering used; <see langword="null"/> when not known.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>What the case asks and expects; not known of answers that are put together by hand, which are paired by their keys alone.</summary>
    internal CaseContent Content { get; init; }

    internal static ScoredAnswer Of(EvaluationCase item, EvaluationAnswer answer, ImmutableArray<MetricScore> scores) =>
        new(item.Key, scores) { Tags = item.Tags, Failed = answer.Error is not null, Usage = answer.Usage, Content = CaseContent.Of(item) };
}

using System.Collections.Immutable;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;

namespace CortexSharp.Evaluation.Storage;

/// <summary>A part of a run: the cases whose keys lie between two, and how far they are.</summary>
internal sealed record Slice(string Run, long Number, string FirstKey, string LastKey, long Cases, string Status)
{
    /// <summary>Nothing was sent, or what was sent has ended.</summary>
    public const string Open = "open";

    /// <summary>A statement may be running.</summary>
    public const string Sent = "sent";

    public const string Answered = "answered";

    /// <summary>The request that may be running, or that was answered last.</summary>
    public Guid? RequestId { get; init; }

    public string? QueryId { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>How often it was answered with errors that may pass and was opened for them again.</summary>
    public long Repeats { get; init; }

    /// <summary>Whether it was answered with errors that may pass, which are to be forgotten and asked for again.</summary>
    public bool IsToRepeat => Status == Open && RequestId is not null;

    /// <summary>The metrics by which all its answers are scored: their signatures by their names.</summary>
    public IReadOnlyDictionary<string, string> Scored { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether answers of it may have scores although it is open: it was answered before, and is asked again where that failed.</summary>
    public bool IsReopened { get; init; }

    /// <summary>What its answers add up to; known once they are scored.</summary>
    public SliceTotals Totals { get; init; }

    /// <summary>What scoring them took; known once they are scored.</summary>
    public ScoringTokens Scoring { get; init; } = new();

    public bool IsScoredBy(IEvaluationMetric metric) => Scored.TryGetValue(metric.Name, out var signature) && signature == metric.Signature;
}

using CortexSharp.Usage;

namespace CortexSharp.TrainingData;

/// <summary>
/// What training on some rows would mean, found out before money is spent. It tells of the rows as they are, before anything is done to them.
/// </summary>
/// <param name="Rows">How many rows there are, without those of a validation source.</param>
/// <param name="ValidationRows">How many rows a validation source gives; null without one.</param>
/// <param name="Findings">What was found, worst first.</param>
public sealed record TrainingDataReport(long Rows, long? ValidationRows, IReadOnlyList<TrainingDataFinding> Findings)
{
    /// <summary>
    /// The completions and how frequent they are, most frequent first; empty when there are more than 100 different ones, so that they are no
    /// labels.
    /// </summary>
    public IReadOnlyList<LabelCount> Labels { get; init; } = [];

    /// <summary>
    /// The rows whose tokens Snowflake counted (<c>AI_COUNT_TOKENS</c>), because a text of theirs might have been too long, or because all were
    /// to be counted.
    /// </summary>
    public long CountedRows { get; init; }

    /// <summary>
    /// The rows that might be too long and could not be counted, or were not to be: their length is an estimate, at four characters a token.
    /// </summary>
    /// <remarks>Rows that are in neither number have so few bytes that they cannot be too long.</remarks>
    public long EstimatedRows { get; init; }

    /// <summary>
    /// The tokens that training on all rows would be billed for: as Snowflake counted them where it counted every row, else at six characters a
    /// token.
    /// </summary>
    public long LeastTrainedTokens { get; init; }

    /// <summary>
    /// The tokens that training on all rows would be billed for: as Snowflake counted them where it counted every row, else at three characters
    /// a token; Snowflake reckons with four.
    /// </summary>
    public long MostTrainedTokens { get; init; }

    /// <summary>What the least tokens cost; <see langword="null"/> without a price.</summary>
    public Amount? LeastCost { get; init; }

    /// <summary>What the most tokens cost; <see langword="null"/> without a price.</summary>
    public Amount? MostCost { get; init; }

    /// <summary>Whether nothing was found that makes training pointless or harmful.</summary>
    public bool IsTrainable => Findings.All(f => f.Severity != FindingSeverity.Error);

    /// <summary>The report as lines of text.</summary>
    public override string ToString() => TrainingDataReportText.ToText(this);

    /// <summary>The report in Markdown.</summary>
    public string ToMarkdown() => TrainingDataReportText.ToMarkdown(this);

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => TrainingDataReportText.ToJson(this);
}

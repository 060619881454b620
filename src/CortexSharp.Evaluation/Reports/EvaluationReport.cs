using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Reports.Html;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Reports;

/// <summary>What there is to say about a run against the baseline, for people (HTML, Markdown) and for other programs (CSV, JSON Lines).</summary>
/// <param name="Comparison">The figures.</param>
public sealed record EvaluationReport(RunComparison Comparison)
{
    private const int MostHistory = 100;

    /// <summary>The heading.</summary>
    /// <value>Default: <c>Evaluation report</c>.</value>
    public string Title { get; init; } = "Evaluation report";

    /// <summary>What the gate came to; <see langword="null"/> for none.</summary>
    public GateVerdict? Verdict { get; init; }

    /// <summary>What the baseline's answers cost; <see langword="null"/> when not known.</summary>
    public AnswerCost? BaselineCost { get; init; }

    /// <summary>What the system's answers cost; <see langword="null"/> when not known.</summary>
    public AnswerCost? SystemCost { get; init; }

    /// <summary>
    /// What scoring the baseline's answers cost, as by a judge: shown apart from what answering cost. <see langword="null"/> when not known.
    /// </summary>
    public Amount? BaselineScoringCost { get; init; }

    /// <summary>What scoring the system's answers cost; <see langword="null"/> when not known.</summary>
    public Amount? SystemScoringCost { get; init; }

    /// <summary>What judges say of both runs' answers side by side, by <see cref="PairwiseJudge"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<PairwiseComparison> Pairwise { get; init; } = [];

    /// <summary>Earlier runs, the oldest first, as <see cref="Storage.IEvaluationStore.ReadHistoryAsync"/> finds them.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<HistoryPoint> History { get; init; } = [];

    /// <summary>
    /// The texts of the cases. They are read once for each file, and never held whole.
    /// Cases without scores in both runs are passed over.
    /// </summary>
    /// <value><see langword="null"/> by default: the report has figures only.</value>
    public IAsyncEnumerable<CaseAnswers>? Cases { get; init; }

    /// <summary>What to show.</summary>
    public ReportOptions Options { get; init; } = new();

    /// <summary>
    /// Writes one HTML file of at most 10 MB that needs nothing else: no network, no other file. All texts in it are encoded, and a content security
    /// policy lets nothing run but the page's own filter.
    /// </summary>
    /// <param name="stream">Where to, in UTF-8; it is left open.</param>
    /// <param name="cancellationToken">Stops reading and writing.</param>
    /// <exception cref="ArgumentException">No metric has the measure of the options.</exception>
    public Task WriteHtmlAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new HtmlReport(this).WriteAsync(stream, cancellationToken);
    }

    /// <summary>Writes the figures, without the cases, as Markdown: for a pull request or the summary of a build.</summary>
    /// <param name="writer">Where to; it is left open.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="ArgumentException">No metric has the measure of the options.</exception>
    public Task WriteMarkdownAsync(TextWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer.WriteAsync(MarkdownReport.Of(this).AsMemory(), cancellationToken);
    }

    /// <summary>
    /// Writes all cases as CSV, a row each: key, outcome, tags, texts and the values of both runs. Texts are written as they are; before people
    /// open a CSV of untrusted texts in a spreadsheet, guard it there.
    /// </summary>
    /// <param name="stream">Where to, in UTF-8; it is closed in the end, as by <see cref="Files.RecordWriter"/>.</param>
    /// <param name="cancellationToken">Stops reading and writing.</param>
    /// <exception cref="InvalidOperationException">The report has no <see cref="Cases"/>.</exception>
    public Task WriteCsvAsync(Stream stream, CancellationToken cancellationToken = default) =>
        CaseRecords.WriteAsync(this, stream, Files.RecordFormat.Csv, cancellationToken);

    /// <summary>Writes all cases as JSON Lines, an object each: the full set behind the HTML file's selection.</summary>
    /// <param name="stream">Where to, in UTF-8; it is closed in the end, as by <see cref="Files.RecordWriter"/>.</param>
    /// <param name="cancellationToken">Stops reading and writing.</param>
    /// <exception cref="InvalidOperationException">The report has no <see cref="Cases"/>.</exception>
    public Task WriteJsonlAsync(Stream stream, CancellationToken cancellationToken = default) =>
        CaseRecords.WriteAsync(this, stream, Files.RecordFormat.Jsonl, cancellationToken);

    internal MeasureColumn Column => Options.Measure is { } measure
        ? MeasureColumn.Of(Comparison.Baseline.Metrics, measure)
        : MeasureColumn.All(Comparison.Baseline.Metrics).First();

    /// <summary>The earlier runs, as far as they are shown, and this one.</summary>
    internal IReadOnlyList<HistoryPoint> HistoryToNow => History.Count == 0
        ? []
        : [.. History.TakeLast(MostHistory - 1), new HistoryPoint($"{Comparison.System.Name} (this run)", Comparison.Measures[Column.Index].System)];
}

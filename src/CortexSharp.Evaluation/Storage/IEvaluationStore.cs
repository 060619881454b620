using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Reports;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Reads what evaluations have kept, and keeps what judges say of their answers in pairs. Thread-safe; mock it freely.</summary>
public interface IEvaluationStore
{
    /// <summary>The runs that there are, oldest first.</summary>
    /// <param name="useCase">Of which use case; null for all.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<StoredRun>> ListAsync(string? useCase = null, CancellationToken cancellationToken = default);

    /// <summary>The runs of an evaluation; none when there is no such evaluation.</summary>
    /// <param name="evaluation">The evaluation's id.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<StoredRun>> FindAsync(Guid evaluation, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the scores of a run, in the order of its keys: what comparing, deciding and reporting take. Nothing is asked or scored.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="metrics">The metrics whose scores to read, with the settings that they were made by.</param>
    /// <param name="name">What the run is called in comparisons; default: by its model.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="EvaluationDataException">
    /// An answer has no score by one of the metrics: evaluate again with the same id and this metric, which asks for no answer again.
    /// </exception>
    Task<ScoredRun> ReadAsync(StoredRun run, MetricSet metrics, string? name = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Streams the cases that two runs have answered, in the order of their keys, with prompt, references and both answers: what a report shows. Each
    /// reading is one statement.
    /// </summary>
    /// <param name="baseline">The run to hold the other against.</param>
    /// <param name="system">The other run, of this evaluation or of another: only cases of equal key, prompt and references count.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    IAsyncEnumerable<CaseAnswers> ReadCasesAsync(StoredRun baseline, StoredRun system, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has a judge say which of two runs' answers is better, case by case, keeps each verdict as it comes, and adds all of them up. A verdict that is
    /// kept, by a judge of the same <see cref="PairwiseJudge.Signature"/>, is not asked for again: after an error, or a killed client, the same call
    /// goes on.
    /// </summary>
    /// <remarks>
    /// Whatever the end, what was paid for by then is kept; a killed client may lose verdicts that are under way (at most twice
    /// <paramref name="concurrency"/>), and at most 50 that were not yet written. Two calls at the same time pay both for what both judge.
    /// </remarks>
    /// <param name="judge">The judge; it is asked about cases that have both answers.</param>
    /// <param name="baseline">The run to hold the other against, whose answers are the first ones.</param>
    /// <param name="system">The other run, of this evaluation or of another: only cases of equal key, prompt and references count.</param>
    /// <param name="concurrency">How many cases to judge at once; at least 1.</param>
    /// <param name="cancellationToken">Cancels the judging; what has come is kept.</param>
    /// <exception cref="CortexException">The judge could not be asked, for a reason that is not the case's: call again later.</exception>
    /// <exception cref="EvaluationDataException">The two runs have answered no case in common.</exception>
    Task<PairwiseComparison> JudgeAsync(
        PairwiseJudge judge, StoredRun baseline, StoredRun system, int concurrency = 8, CancellationToken cancellationToken = default);

    /// <summary>
    /// Streams the verdicts that are kept of two runs, with reasons and tokens, then "no verdict" for each case without both answers. Nobody is
    /// asked.
    /// </summary>
    /// <param name="judge">The judge whose verdicts to read.</param>
    /// <param name="baseline">The run whose answers are the first ones.</param>
    /// <param name="system">The other run.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    IAsyncEnumerable<JudgedPair> ReadVerdictsAsync(
        PairwiseJudge judge, StoredRun baseline, StoredRun system, CancellationToken cancellationToken = default);

    /// <summary>
    /// One measure of the finished runs of a use case, each on its own cases, the oldest first: the history of a report. Runs without scores by the
    /// metric are left out.
    /// </summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="metric">The metric, with the settings that the runs were scored by.</param>
    /// <param name="measure">The measure's name; default: the metric's first.</param>
    /// <param name="before">
    /// A run of the evaluation that the report is on: only runs that began earlier, of other evaluations, count. Default: all runs.
    /// </param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="ArgumentException">The metric has no such measure.</exception>
    Task<IReadOnlyList<HistoryPoint>> ReadHistoryAsync(
        string useCase, IEvaluationMetric metric, string? measure = null, StoredRun? before = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ranks the finished runs of a use case on the cases that all of them answered: cases of one key, prompt and references. Of a model with several
    /// runs the newest finished one counts. A run that cannot be ranked is in the result with its reason: it is not finished, has no scores by the
    /// metrics, or shares no case with the newer ones.
    /// </summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="metrics">The metrics by which the runs are scored.</param>
    /// <param name="objective">What makes one better.</param>
    /// <param name="candidate">Adds price and training to a run; default: neither is known.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="EvaluationDataException">The use case has no run that can be ranked.</exception>
    Task<SelectionResult> SelectBestAsync(
        string useCase,
        MetricSet metrics,
        SelectionObjective objective,
        Func<StoredRun, SelectionCandidate, SelectionCandidate>? candidate = null,
        CancellationToken cancellationToken = default);
}

using System.Collections.Immutable;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics.Statistics;
using CortexSharp.Usage;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>
/// The scores of one model over a set of cases, in columns of numbers: 100,000 answers with the usual text metrics take some 50 MB. Fill it from one
/// thread; any number may read afterwards.
/// </summary>
public sealed class ScoredRun
{
    private readonly List<ScoredRow> _rows;
    private readonly Dictionary<string, int> _rowOfKey;
    private readonly List<double>[] _values;
    private readonly SegmentStatistics[] _statistics;

    /// <summary>A run without answers.</summary>
    /// <param name="name">What the run is called in comparisons: the model's name, or another.</param>
    /// <param name="metrics">The metrics that scored it.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public ScoredRun(string name, MetricSet metrics)
        : this(name, metrics, 0)
    {
    }

    /// <summary>A run that will have so many answers.</summary>
    internal ScoredRun(string name, MetricSet metrics, int capacity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(metrics);
        Name = Model = name;
        Metrics = metrics;
        _rows = new(capacity);
        _rowOfKey = new(capacity, StringComparer.Ordinal);
        _values = [.. metrics.Measures.Select(_ => new List<double>(capacity))];
        _statistics = [.. metrics.Metrics.Select(metric => new SegmentStatistics(metric.Width))];
    }

    /// <summary>What the run is called in comparisons.</summary>
    public string Name { get; }

    /// <summary>The model that answered, by whose name prices are found.</summary>
    /// <value>Default: <see cref="Name"/>.</value>
    public string Model { get; init; }

    /// <summary>The base model of a tuned one, whose price counts where the tuned one has none of its own.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? BaseModel { get; init; }

    /// <summary>The metrics that scored it.</summary>
    public MetricSet Metrics { get; }

    /// <summary>How many answers are in, failed ones too.</summary>
    public int Count => _rows.Count;

    /// <summary>How many of them are errors.</summary>
    public int Errors { get; private set; }

    /// <summary>
    /// The tokens that answering used; <see langword="null"/> when those of one answer are not known. An error without tokens used none.
    /// </summary>
    public TokenUsage? Usage { get; private set; } = new(0, 0, 0);

    /// <summary>The tokens that scoring used up, as judges do: not part of what answering costs. <see langword="null"/> for none known.</summary>
    public TokenUsage? ScoringUsage { get; private set; }

    /// <summary>The keys of the cases in the order of adding.</summary>
    public IEnumerable<string> Keys => _rows.Select(row => row.Key);

    internal IReadOnlyList<ScoredRow> Rows => _rows;

    private IReadOnlyCollection<int> AllRows => [.. Enumerable.Range(0, Count)];

    /// <summary>Takes in an answer.</summary>
    /// <param name="answer">Its scores.</param>
    /// <exception cref="EvaluationDataException">There is an answer to this case already.</exception>
    /// <exception cref="InvalidOperationException">The scores are not those of the run's metrics.</exception>
    public void Add(ScoredAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Scores.Length != _statistics.Length)
        {
            throw new InvalidOperationException(
                $"The run '{Name}' has {_statistics.Length} metric(s), but the answer to '{answer.Key}' has {answer.Scores.Length} score(s).");
        }

        for (var i = 0; i < _statistics.Length; i++)
            MetricSet.ThrowIfNotOf(Metrics.Metrics[i], answer.Scores[i]);
        if (!_rowOfKey.TryAdd(answer.Key, Count))
            throw new EvaluationDataException($"The run '{Name}' has two answers to the case '{answer.Key}'.");

        _rows.Add(new ScoredRow(answer.Key, answer.Tags, answer.Failed, answer.Usage, answer.Content));
        Errors += answer.Failed ? 1 : 0;
        Usage = With(Usage, answer.Usage, answer.Failed);
        var measure = 0;
        for (var i = 0; i < _statistics.Length; i++)
        {
            _statistics[i].Add(answer.Scores[i].Statistics.AsSpan());
            if (answer.Scores[i].Usage is { } usage)
                ScoringUsage = ScoringUsage is null ? usage : ScoringUsage + usage;
            foreach (var value in answer.Scores[i].Values)
                _values[measure++].Add(value);
        }
    }

    /// <summary>Scores an answer by the run's metrics and takes it in.</summary>
    /// <param name="evaluationCase">The case.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="cancellationToken">Cancels the scoring.</param>
    /// <exception cref="EvaluationDataException">A reference is missing, or there is an answer to this case already.</exception>
    public async ValueTask AddAsync(EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        var scores = await Metrics.ScoreAsync(evaluationCase, answer, cancellationToken).ConfigureAwait(false);
        Add(ScoredAnswer.Of(evaluationCase, answer, scores));
    }

    /// <summary>Every measure of the run, with its uncertainty.</summary>
    /// <param name="confidence">How much of the resamples an interval holds, 0 to 1.</param>
    /// <param name="resampling">How often and from which seed to resample.</param>
    /// <param name="cancellationToken">Stops before the next resample.</param>
    /// <exception cref="EvaluationDataException">No answer is in.</exception>
    public ImmutableArray<MeasureEstimate> Estimate(
        double confidence = 0.95, ResamplingOptions? resampling = null, CancellationToken cancellationToken = default)
    {
        if (Count == 0)
            throw new EvaluationDataException($"The run '{Name}' has no answers, so that there is nothing to sum up.");
        return [.. MeasureColumn.All(Metrics).Select(column => Estimate(column, confidence, resampling, cancellationToken))];
    }

    /// <summary>What the answers cost, each and each right one, by the user's prices.</summary>
    /// <param name="prices">The prices; that of <see cref="Model"/> counts, or else that of <see cref="BaseModel"/>.</param>
    /// <param name="training">The training whose cost is spread over answers; default: none.</param>
    /// <param name="measure">
    /// The measure, of right and wrong, that says which answers are right. Default: <c>exact_match</c>; without it, how many are right is not known.
    /// </param>
    /// <returns>The cost; not known when a price or the tokens of an answer are missing.</returns>
    /// <exception cref="ArgumentException">There is no such measure, or it does not say what is right.</exception>
    public AnswerCost CostOf(PriceBook prices, TrainingShare? training = null, string? measure = null)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return RunCost.Of(this, AllRows, prices, training, RunCost.RightBy(Metrics, measure));
    }

    /// <summary>What the tokens of scoring cost: apart from what answering did.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="judge">The model whose tokens these are, as of a judge.</param>
    /// <returns>The cost; null when there is no price, or no token was told.</returns>
    public Amount? ScoringCostOf(PriceBook prices, string judge)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return ScoringUsage is { } usage ? prices.CostOf(judge, usage) : null;
    }

    /// <summary>
    /// What the answers cost, each and each right one, by what all of them were billed, as <see cref="ICortexUsageClient.GetCreditsAsync"/> finds it.
    /// </summary>
    /// <param name="billed">What all answers cost; null when not known.</param>
    /// <param name="training">The training whose cost is spread over answers; default: none.</param>
    /// <param name="prices">Has the rate between the unit of the bill and that of training; default: none.</param>
    /// <param name="measure">The measure that says which answers are right, as for <see cref="CostOf(PriceBook, TrainingShare?, string?)"/>.</param>
    /// <exception cref="ArgumentException">There is no such measure, or it does not say what is right.</exception>
    public AnswerCost CostOf(Amount? billed, TrainingShare? training = null, PriceBook? prices = null, string? measure = null) =>
        AnswerCost.Of(Count, RunCost.Correct(this, AllRows, RunCost.RightBy(Metrics, measure)), billed, training, prices);

    internal bool TryFind(string key, out int row) => _rowOfKey.TryGetValue(key, out row);

    /// <summary>
    /// The answer to the case that a row of another run answers: of its key, and of its prompt and references where both are known.
    /// </summary>
    internal bool TryFind(in ScoredRow like, out int row) => TryFind(like.Key, out row) && _rows[row].Content.Fits(like.Content);

    internal double Value(MeasureColumn column, int row) => _values[column.Index][row];

    /// <summary>The measure over all answers; not a number when none has a value.</summary>
    internal double Score(MeasureColumn column) => _statistics[column.MetricIndex].Score(column.Measure.Aggregate);

    /// <summary>Writes the numbers of the column's metric.</summary>
    internal void CopyStatistics(MeasureColumn column, int row, Span<double> numbers) => _statistics[column.MetricIndex].CopyTo(row, numbers);

    /// <summary>
    /// The tokens of all answers in the rows; null when those of one answer are not known. A failed answer without tokens cost none.
    /// </summary>
    internal TokenUsage? UsageOf(IEnumerable<int> rows)
    {
        TokenUsage? sum = new(0, 0, 0);
        foreach (var row in rows)
            sum = With(sum, _rows[row].Usage, _rows[row].Failed);
        return sum;
    }

    private static TokenUsage? With(TokenUsage? sum, TokenUsage? usage, bool failed) =>
        usage is null && failed ? sum : usage is null || sum is null ? null : sum + usage;

    private MeasureEstimate Estimate(MeasureColumn column, double confidence, ResamplingOptions? resampling, CancellationToken cancellationToken)
    {
        var statistics = _statistics[column.MetricIndex];
        var aggregate = column.Measure.Aggregate;
        var values = _values[column.Index];
        return new MeasureEstimate(
            column.Measure,
            statistics.Score(aggregate),
            Bootstrap.Interval(statistics, aggregate, confidence, resampling, cancellationToken),
            values.Count(value => !double.IsNaN(value)),
            values.Count(double.IsNaN));
    }
}

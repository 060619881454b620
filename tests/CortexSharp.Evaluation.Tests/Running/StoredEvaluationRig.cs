using System.Globalization;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>
/// An offline Cortex with a table of cases and two models that answer by a rule: <c>good</c> always right, <c>poor</c> right for every other case.
/// </summary>
internal sealed class StoredEvaluationRig : IAsyncDisposable
{
    public const string Good = "llama3.1-70b";
    public const string Poor = "mistral-7b";

    public static readonly Guid Id = Guid.Parse("6f0b2a51-4f4f-4f0b-9f3d-2a0e2f1d7c11");
    public static readonly CaseFields Fields = new() { Key = "id", Prompt = "question", Reference = "answer", Tags = ["lang"] };

    private readonly EvaluationTables _tables = new();

    private StoredEvaluationRig(LocalCortexOptions? options)
    {
        Cortex = new((options ?? new()) with { Controls = Controls });
        Asked = Controls.OnCompletion().Answer(Answer);
    }

    public TestControls Controls { get; } = new();

    /// <summary>The evaluator's clock, on which no waiting takes time.</summary>
    public ManualTimeProvider Time { get; } = new() { SkipsWaiting = true };

    public LocalCortex Cortex { get; }

    /// <summary>Counts the answers that were asked for.</summary>
    public TestRule Asked { get; }

    public static async Task<StoredEvaluationRig> CreateAsync(int cases = 5, LocalCortexOptions? options = null)
    {
        var rig = new StoredEvaluationRig(options);
        await rig.Cortex.ExecuteNonQueryAsync(SqlStatement.Create(
            $"""
            CREATE TABLE held_out AS SELECT 'k' || LPAD(f.value::VARCHAR, 6, '0') AS id, 'What is ' || f.value || '?' AS question, 'It is ' || f.value AS answer, IFF(MOD(f.value::NUMBER, 2) = 0, 'en', NULL) AS lang
            FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {cases}))) f
            """));
        return rig;
    }

    /// <summary>Has the good model turn a case away some times.</summary>
    public TestRule Throttle(int number, int times = int.MaxValue) =>
        Controls.OnCompletion(call => call.Model == Good && call.Prompt == $"What is {number}?").Times(times).Throttle();

    public EvaluationRequest Request(params EvaluatedModel[] models) => RequestOver(Cortex, models);

    public EvaluationRequest RequestOver(ISqlExecutor executor, params EvaluatedModel[] models) => RequestBy(Metrics(), executor, models);

    public EvaluationRequest RequestBy(MetricSet metrics, ISqlExecutor? executor = null, params EvaluatedModel[] models) =>
        new(Source(executor), metrics, models.Length > 0 ? models : [Good, Poor]) { Id = Id, SliceSize = 3, UseCase = "quiz" };

    public ICaseSource Source(ISqlExecutor? executor = null) => CaseSource.FromTable(executor ?? Cortex, SqlIdentifier.Parse("held_out"), Fields);

    public static MetricSet Metrics() => new(new ExactMatchMetric(), new ChrfMetric());

    /// <summary>Metrics of the same names as <see cref="Metrics"/> which score otherwise.</summary>
    public static MetricSet OtherMetrics() => new(
        new DelegateMetric("exact_match", (_, _) => 0.25) { Signature = "exact_match|quarter" },
        new DelegateMetric("chrf", (_, text) => text.Length) { Signature = "chrf|length" });

    public Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest? request = null, ISqlExecutor? executor = null, IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        new CortexEvaluator(executor ?? Cortex, timeProvider: Time).EvaluateAsync(
            request ?? RequestOver(executor ?? Cortex), progress, cancellationToken);

    /// <summary>The cases whose answers are kept.</summary>
    public Task<List<string>> AnsweredAsync() => KeysAsync(_tables.Answers, SqlStatement.Create($"TRUE"));

    /// <summary>The cases that have a score by a metric.</summary>
    public Task<List<string>> ScoredAsync(string metric) => KeysAsync(_tables.Scores, SqlStatement.Create($"GET(SCORES, {metric}) IS NOT NULL"));

    /// <summary>Everything that is kept, without what differs from run to run: times and ids of requests.</summary>
    public async Task<string> DumpAsync()
    {
        var dump = new List<string>();
        foreach (var statement in (SqlStatement[])
            [
                SqlStatement.Create(
                    $"SELECT RUN, EVALUATION, USE_CASE, MODEL, STATUS, CASES, FINGERPRINT, SETTINGS_SHA2, TO_JSON(METRICS), SLICE_SIZE, "
                    + $"FINISHED_AT IS NULL FROM {_tables.Runs} ORDER BY MODEL"),
                SqlStatement.Create($"SELECT EVALUATION, KEY, PROMPT, TO_JSON(REFERENCE), TO_JSON(TAGS) FROM {_tables.Cases} ORDER BY KEY"),
                SqlStatement.Create(
                    $"SELECT RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS, REQUEST_ID IS NULL, REPEATS, TO_JSON(SCORED), ERRORS, PROMPT_TOKENS, "
                    + $"COMPLETION_TOKENS FROM {_tables.Slices} ORDER BY RUN, SLICE"),
                SqlStatement.Create(
                    $"SELECT RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, PROMPT_TOKENS, COMPLETION_TOKENS FROM {_tables.Answers} ORDER BY RUN, KEY"),
                SqlStatement.Create($"SELECT RUN, KEY, TO_JSON(SCORES) FROM {_tables.Scores} ORDER BY RUN, KEY"),
            ])
        {
            await foreach (var row in Cortex.QueryAsync(statement))
                dump.Add(string.Join('|', Enumerable.Range(0, row.Count).Select(i => row.GetOrDefault<string>(i) ?? "NULL")));
        }

        return string.Join('\n', dump);
    }

    private async Task<List<string>> KeysAsync(SqlIdentifier table, SqlStatement condition)
    {
        try
        {
            return await Cortex.QueryAsync(SqlStatement.Create($"SELECT KEY FROM {table} WHERE {condition} ORDER BY KEY"))
                .Select(row => row.Get<string>(0)).ToListAsync();
        }
        catch (CortexException exception) when (exception.Kind == CortexErrorKind.NotFound)
        {
            // A client that died early has made no table.
            return [];
        }
    }

    public ValueTask DisposeAsync() => Cortex.DisposeAsync();

    public static string? Answer(CompletionCall call)
    {
        var number = int.Parse(string.Concat(call.Prompt.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
        return call.Model == Good || number % 2 == 0 ? $"It is {number}" : "Who knows";
    }
}

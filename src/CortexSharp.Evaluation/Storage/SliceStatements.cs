using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the journal. Every change names the state that it found, so that of two clients one goes first.</summary>
internal sealed class SliceStatements(SqlIdentifier slices)
{
    public SqlStatement Create() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {slices} (RUN VARCHAR NOT NULL, SLICE NUMBER NOT NULL, FIRST_KEY VARCHAR NOT NULL, LAST_KEY VARCHAR NOT NULL,
          CASES NUMBER NOT NULL, STATUS VARCHAR NOT NULL,
          REQUEST_ID VARCHAR, QUERY_ID VARCHAR, SENT_AT TIMESTAMP_LTZ, REPEATS NUMBER, SCORED VARIANT, ERRORS NUMBER, PROMPT_TOKENS NUMBER,
          COMPLETION_TOKENS NUMBER, GUARDRAIL_TOKENS NUMBER,
          SCORING_TOKENS VARIANT)
        """);

    /// <summary>Opens all slices of a run.</summary>
    public SqlStatement Open(string run, SqlStatement bounds) => SqlStatement.Create(
        $"""
        MERGE INTO {slices} t USING (SELECT {run} AS RUN, b.SLICE, b.FIRST_KEY, b.LAST_KEY, b.CASES FROM ({bounds}) b) s ON t.RUN = s.RUN
          AND t.SLICE = s.SLICE
        WHEN NOT MATCHED THEN INSERT (RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS) VALUES (s.RUN, s.SLICE, s.FIRST_KEY, s.LAST_KEY, s.CASES,
          {Slice.Open})
        """);

    public SqlStatement OfRun(string run) => Select(SqlStatement.Create($"t.RUN = {run} ORDER BY t.SLICE"));

    public SqlStatement Find(Slice slice) => Select(At(slice));

    /// <summary>A row while nothing is sent for the slice and it is not answered.</summary>
    public SqlStatement WhileOpen(Slice slice) => SqlStatement.Create($"SELECT RUN FROM {slices} WHERE {At(slice)} AND STATUS = {Slice.Open}");

    /// <summary>A row while nothing is sent for the slice since it was opened to be repeated.</summary>
    public SqlStatement WhileToRepeat(Slice slice) => SqlStatement.Create($"{WhileOpen(slice)} AND {IsOf(slice)}");

    /// <summary>A row while the slice waits for this request and no other.</summary>
    public SqlStatement WhileSent(Slice slice) => SqlStatement.Create($"SELECT RUN FROM {slices} WHERE {At(slice)} AND {IsSent(slice)}");

    /// <summary>Journals a request that is about to be sent.</summary>
    /// <param name="found">The slice as it was found.</param>
    /// <param name="claimed">The slice with the request.</param>
    public SqlStatement Claim(Slice found, Slice claimed) => SqlStatement.Create(
        $"""
        UPDATE {slices} SET STATUS = {Slice.Sent}, REQUEST_ID = {claimed.RequestId!.Value.ToString()}, QUERY_ID = NULL,
          SENT_AT = {claimed.SentAt!.Value}
        WHERE {At(found)} AND STATUS = {Slice.Open} AND EQUAL_NULL(REQUEST_ID, {SqlBind.Of(found.RequestId?.ToString())})
        """);

    /// <summary>Journals the statement that a request became.</summary>
    public SqlStatement Name(Slice slice, string queryId) => SqlStatement.Create(
        $"UPDATE {slices} SET QUERY_ID = {queryId} WHERE {At(slice)} AND {IsSent(slice)}");

    /// <summary>Journals that a request has failed and nothing of it runs.</summary>
    public SqlStatement Release(Slice slice) => SqlStatement.Create(
        $"UPDATE {slices} SET STATUS = {Slice.Open}, REQUEST_ID = NULL, QUERY_ID = NULL, SENT_AT = NULL WHERE {At(slice)} AND {IsSent(slice)}");

    /// <summary>Journals that a statement has answered the slice, but with errors that may pass: they are to be asked for again.</summary>
    public SqlStatement Repeat(Slice slice) => SqlStatement.Create(
        $"UPDATE {slices} SET STATUS = {Slice.Open}, REPEATS = {slice.Repeats + 1} WHERE {At(slice)} AND {IsSent(slice)}");

    /// <summary>Journals that a statement has answered the slice.</summary>
    public SqlStatement Complete(Slice slice, string? queryId) => SqlStatement.Create(
        $"UPDATE {slices} SET STATUS = {Slice.Answered}, QUERY_ID = COALESCE({SqlBind.Of(queryId)}, QUERY_ID) WHERE {At(slice)} AND {IsSent(slice)}");

    /// <summary>Journals that a client has answered the slice, case by case.</summary>
    public SqlStatement Complete(Slice slice) =>
        SqlStatement.Create($"UPDATE {slices} SET STATUS = {Slice.Answered} WHERE {At(slice)} AND STATUS = {Slice.Open}");

    /// <summary>
    /// Journals that other scores are about to take the place of those by metrics of the same names, which from now on are not scored.
    /// </summary>
    public SqlStatement Rescore(Slice slice, RunHold hold, MetricSet metrics) => SqlStatement.Create(
        $"UPDATE {slices} SET SCORED = PARSE_JSON({SqlJson.Of(Others(slice, metrics))}) WHERE {At(slice)} AND RUN IN ({hold.Of(slice.Run)})");

    /// <summary>Opens the answered slices of a run in which answers failed.</summary>
    public SqlStatement Reopen(string run, RunHold hold, SqlIdentifier answers) => SqlStatement.Create(
        $"""
        UPDATE {slices} SET STATUS = {Slice.Open}, REQUEST_ID = NULL, QUERY_ID = NULL, SENT_AT = NULL, REPEATS = NULL, SCORED = OBJECT_CONSTRUCT()
        WHERE RUN = {run} AND STATUS = {Slice.Answered} AND RUN IN ({hold.Of(run)}) AND SLICE IN (
          SELECT s.SLICE FROM {slices} s JOIN {answers} a ON a.RUN = s.RUN AND a.KEY >= s.FIRST_KEY AND a.KEY <= s.LAST_KEY WHERE s.RUN = {run}
            AND {AnswerStatements.HasFailed})
        """);

    /// <summary>Journals that all answers are scored, by these metrics and by those before that have other names.</summary>
    public SqlStatement Score(Slice slice, RunHold hold, MetricSet metrics, SliceTotals totals, ScoringTokens scoring) => SqlStatement.Create(
        $"""
        UPDATE {slices} SET SCORED =
          PARSE_JSON({SqlJson.Of(Others(slice, metrics).Concat(metrics.Metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Signature))))}),
          ERRORS = {totals.Errors}, PROMPT_TOKENS = {totals.PromptTokens}, COMPLETION_TOKENS = {totals.CompletionTokens},
          GUARDRAIL_TOKENS = {totals.GuardrailTokens},
          SCORING_TOKENS = PARSE_JSON({scoring.ToJson()})
        WHERE {At(slice)} AND RUN IN ({hold.Of(slice.Run)})
        """);

    public static Slice Read(SqlRow row) => new(
        row.Get<string>("RUN"), row.Get<long>("SLICE"), row.Get<string>("FIRST_KEY"), row.Get<string>("LAST_KEY"), row.Get<long>("CASES"),
        row.Get<string>("STATUS"))
    {
        RequestId = row.GetOrDefault<Guid?>("REQUEST_ID"),
        QueryId = row.GetOrDefault<string>("QUERY_ID"),
        SentAt = row.GetOrDefault<DateTimeOffset?>("SENT_AT"),
        Repeats = row.GetOrDefault<long>("REPEATS"),
        Scored = row.GetOrDefault<JsonElement?>("SCORED") is { ValueKind: JsonValueKind.Object } scored
            ? scored.EnumerateObject().ToDictionary(metric => metric.Name, metric => metric.Value.GetString()!, StringComparer.Ordinal)
            : ImmutableDictionary<string, string>.Empty,
        IsReopened = row.Get<string>("STATUS") == Slice.Open && row.GetOrDefault<string>("SCORED") is not null,
        Totals = new(
            row.Get<long>("CASES"),
            row.GetOrDefault<long>("ERRORS"),
            row.GetOrDefault<long>("PROMPT_TOKENS"),
            row.GetOrDefault<long>("COMPLETION_TOKENS"),
            row.GetOrDefault<long>("GUARDRAIL_TOKENS")),
        Scoring = ScoringTokens.Read(row.GetOrDefault<JsonElement?>("SCORING_TOKENS")),
    };

    /// <summary>The signatures of metrics that have scored the slice and have other names than these.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Others(Slice slice, MetricSet metrics) =>
        slice.Scored.Where(scored => !metrics.Metrics.Any(metric => metric.Name == scored.Key));

    private SqlStatement Select(SqlStatement condition) => SqlStatement.Create(
        $"""
        SELECT t.RUN, t.SLICE, t.FIRST_KEY, t.LAST_KEY, t.CASES, t.STATUS, t.REQUEST_ID, t.QUERY_ID, t.SENT_AT, t.REPEATS,
          TO_JSON(t.SCORED) AS SCORED, t.ERRORS, t.PROMPT_TOKENS, t.COMPLETION_TOKENS,
          t.GUARDRAIL_TOKENS, TO_JSON(t.SCORING_TOKENS) AS SCORING_TOKENS FROM {slices} t WHERE {condition}
        """);

    // Without the alias that a SELECT gives the table: the grammar of UPDATE has none (Snowflake's page UPDATE).
    private static SqlStatement At(Slice slice) => SqlStatement.Create($"RUN = {slice.Run} AND SLICE = {slice.Number}");

    private static SqlStatement IsSent(Slice slice) => SqlStatement.Create($"STATUS = {Slice.Sent} AND {IsOf(slice)}");

    private static SqlStatement IsOf(Slice slice) => SqlStatement.Create($"REQUEST_ID = {slice.RequestId!.Value.ToString()}");
}

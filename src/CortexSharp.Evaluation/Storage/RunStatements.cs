using System.Text.Json;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>The SQL of the table of runs. A first row is a MERGE, a change an UPDATE under a condition, because nothing enforces keys.</summary>
internal sealed class RunStatements(SqlIdentifier runs)
{
    public SqlStatement Create() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {runs} (RUN VARCHAR NOT NULL, EVALUATION VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, MODEL VARCHAR NOT NULL,
          BASE_MODEL VARCHAR,
          STATUS VARCHAR NOT NULL, CASES NUMBER,
          FINGERPRINT VARCHAR, SETTINGS_SHA2 VARCHAR NOT NULL, PROMPT_TEMPLATE_SHA2 VARCHAR, OPTIONS VARIANT, METRICS VARIANT,
          SLICE_SIZE NUMBER NOT NULL, LIBRARY_VERSION VARCHAR,
          HOLDER VARCHAR, CREATED_AT TIMESTAMP_LTZ, FINISHED_AT TIMESTAMP_LTZ)
        """);

    public SqlStatement Add(EvaluationRequest request, EvaluatedModel model) => SqlStatement.Create(
        $"""
        MERGE INTO {runs} r USING (SELECT {Provenance.RunId(request.Id, model.Name)} AS RUN,
          PARSE_JSON({Provenance.Options(request.Options)}) AS OPTIONS) s ON r.RUN = s.RUN
        WHEN NOT MATCHED THEN INSERT (RUN, EVALUATION, USE_CASE, MODEL, BASE_MODEL, STATUS, SETTINGS_SHA2, PROMPT_TEMPLATE_SHA2, OPTIONS, SLICE_SIZE,
          LIBRARY_VERSION,
          CREATED_AT)
        VALUES (s.RUN, {request.Id.ToString()}, {request.UseCase}, {model.Name}, {SqlBind.Of(model.BaseModel)}, {EvaluationRunStatus.Running.Value},
          {Provenance.SettingsSha256(request)},
          {SqlBind.Of(Provenance.PromptTemplateSha256(request))}, s.OPTIONS, {request.SliceSize}, {Provenance.LibraryVersion}, CURRENT_TIMESTAMP())
        """);

    /// <summary>Writes what the cases are, once.</summary>
    public SqlStatement Seal(string run, Guid holder, long cases, string fingerprint) => SqlStatement.Create(
        $"UPDATE {runs} SET CASES = {cases}, FINGERPRINT = {fingerprint} WHERE RUN = {run} AND HOLDER = {holder.ToString()} AND FINGERPRINT IS NULL");

    /// <summary>
    /// Writes that a call begins, or goes on, unless another has begun since the row was read: a lost client's statement may come late.
    /// </summary>
    public SqlStatement Begin(StoredRun run, Guid holder, MetricSet metrics) => SqlStatement.Create(
        $"""
        UPDATE {runs} SET STATUS = {EvaluationRunStatus.Running.Value}, HOLDER = {holder.ToString()}, FINISHED_AT = NULL,
          METRICS = PARSE_JSON({Signatures(metrics.Metrics)})
        WHERE RUN = {run.Id} AND EQUAL_NULL(HOLDER, {SqlBind.Of(run.Holder?.ToString())})
        """);

    /// <summary>Writes how a call has ended, unless another goes on with the run.</summary>
    public SqlStatement End(string run, Guid holder, EvaluationRunStatus status) => SqlStatement.Create(
        $"UPDATE {runs} SET STATUS = {status.Value}, FINISHED_AT = CURRENT_TIMESTAMP() WHERE RUN = {run} AND HOLDER = {holder.ToString()}");

    /// <summary>A row while a call holds the run.</summary>
    public SqlStatement HeldBy(string run, Guid holder) =>
        SqlStatement.Create($"SELECT r.RUN FROM {runs} r WHERE r.RUN = {run} AND r.HOLDER = {holder.ToString()}");

    /// <summary>A row for each run of an evaluation that a call holds.</summary>
    public SqlStatement HeldBy(Guid evaluation, Guid holder) => SqlStatement.Create(
        $"SELECT r.EVALUATION FROM {runs} r WHERE r.EVALUATION = {evaluation.ToString()} AND r.HOLDER = {holder.ToString()}");

    public SqlStatement OfEvaluation(Guid evaluation) => Select(SqlStatement.Create($"r.EVALUATION = {evaluation.ToString()}"));

    public SqlStatement OfUseCase(string useCase) => Select(SqlStatement.Create($"r.USE_CASE = {useCase}"));

    public SqlStatement All() => Select(SqlStatement.Create($"TRUE"));

    public static StoredRun Read(SqlRow row) => new(
        row.Get<string>("RUN"), row.Get<Guid>("EVALUATION"), row.Get<string>("USE_CASE"), row.Get<string>("MODEL"), new(row.Get<string>("STATUS")))
    {
        BaseModel = row.GetOrDefault<string>("BASE_MODEL"),
        Cases = row.GetOrDefault<long?>("CASES"),
        Fingerprint = row.GetOrDefault<string>("FINGERPRINT"),
        SettingsSha256 = row.Get<string>("SETTINGS_SHA2"),
        PromptTemplateSha256 = row.GetOrDefault<string>("PROMPT_TEMPLATE_SHA2"),
        Options = row.GetOrDefault<string>("OPTIONS"),
        Metrics = row.GetOrDefault<JsonElement?>("METRICS") is { ValueKind: JsonValueKind.Array } names
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : [],
        SliceSize = row.Get<int>("SLICE_SIZE"),
        LibraryVersion = row.GetOrDefault<string>("LIBRARY_VERSION"),
        Holder = row.GetOrDefault<Guid?>("HOLDER"),
        CreatedAt = row.Get<DateTimeOffset>("CREATED_AT"),
        FinishedAt = row.GetOrDefault<DateTimeOffset?>("FINISHED_AT"),
    };

    /// <summary>Signatures of metrics as a JSON array.</summary>
    public static string Signatures(IEnumerable<IEvaluationMetric> metrics) =>
        SqlJson.Of(metrics.Select(metric => metric.Signature));

    private SqlStatement Select(SqlStatement condition) => SqlStatement.Create(
        $"""
        SELECT r.RUN, r.EVALUATION, r.USE_CASE, r.MODEL, r.BASE_MODEL, r.STATUS, r.CASES, r.FINGERPRINT, r.SETTINGS_SHA2, r.PROMPT_TEMPLATE_SHA2,
          TO_JSON(r.OPTIONS) AS OPTIONS, TO_JSON(r.METRICS) AS METRICS,
          r.SLICE_SIZE, r.LIBRARY_VERSION, r.HOLDER, r.CREATED_AT, r.FINISHED_AT FROM {runs} r WHERE {condition} ORDER BY r.CREATED_AT, r.MODEL
        """);
}

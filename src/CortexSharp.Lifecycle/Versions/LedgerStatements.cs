using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>The SQL of the ledger. Numbers and claims are taken by one UPDATE of a row under a condition, because nothing enforces keys.</summary>
internal sealed class LedgerStatements(LedgerTables tables)
{
    public SqlStatement CreateVersions() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {tables.Versions} (ID VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, VERSION NUMBER NOT NULL,
          MODEL VARCHAR NOT NULL, FINAL_MODEL VARCHAR, RESULT_KIND VARCHAR, RESULT VARCHAR,
          BASE_MODEL VARCHAR NOT NULL, STATUS VARCHAR NOT NULL, SNAPSHOT_HASH VARCHAR, SNAPSHOT_TABLES VARCHAR, EPOCHS NUMBER,
          TRAINING_OPTIONS VARCHAR, BASELINE VARCHAR, BACKEND VARCHAR, JOB_ID VARCHAR,
          EVALUATION_RUN VARCHAR, TRAINED_TOKENS NUMBER, TRAINING_COST NUMBER(38, 12), TRAINING_COST_UNIT VARCHAR, NOTE VARCHAR,
          REVISION NUMBER NOT NULL, CREATED_AT TIMESTAMP_LTZ, UPDATED_AT TIMESTAMP_LTZ)
        """);

    public SqlStatement CreateCounters() => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {tables.Counters} (USE_CASE VARCHAR NOT NULL, LAST_VERSION NUMBER NOT NULL, HOLDER VARCHAR)");

    public SqlStatement AddCounter(string useCase) => SqlStatement.Create(
        $"MERGE INTO {tables.Counters} c USING (SELECT {useCase} AS USE_CASE) s ON c.USE_CASE = s.USE_CASE WHEN NOT MATCHED THEN INSERT (USE_CASE, "
        + $"LAST_VERSION) VALUES (s.USE_CASE, 0)");

    public SqlStatement ReadCounter(string useCase) =>
        SqlStatement.Create($"SELECT LAST_VERSION, HOLDER FROM {tables.Counters} WHERE USE_CASE = {useCase}");

    public SqlStatement TakeNumber(string useCase, long last, Guid id) => SqlStatement.Create(
        $"UPDATE {tables.Counters} SET LAST_VERSION = {last + 1}, HOLDER = {id.ToString()} WHERE USE_CASE = {useCase} AND LAST_VERSION = {last}");

    public SqlStatement CreateClaims() => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {tables.Claims} (USE_CASE VARCHAR NOT NULL, TRAINING VARCHAR NOT NULL, HOLDER VARCHAR NOT NULL)");

    public SqlStatement AddClaim(string useCase, string training, Guid id) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Claims} c USING (SELECT {useCase} AS USE_CASE, {training} AS TRAINING) s ON c.USE_CASE = s.USE_CASE
          AND c.TRAINING = s.TRAINING
        WHEN NOT MATCHED THEN INSERT (USE_CASE, TRAINING, HOLDER) VALUES (s.USE_CASE, s.TRAINING, {id.ToString()})
        """);

    public SqlStatement ReadClaim(string useCase, string training) =>
        SqlStatement.Create($"SELECT HOLDER FROM {tables.Claims} WHERE USE_CASE = {useCase} AND TRAINING = {training}");

    public SqlStatement TakeClaim(string useCase, string training, Guid holder, Guid id) => SqlStatement.Create(
        $"UPDATE {tables.Claims} SET HOLDER = {id.ToString()} WHERE USE_CASE = {useCase} AND TRAINING = {training} AND HOLDER = {holder.ToString()}");

    public SqlStatement Add(ModelVersion version) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Versions} v USING (SELECT {version.Id.ToString()} AS ID) s ON v.ID = s.ID
        WHEN NOT MATCHED THEN INSERT (ID, USE_CASE, VERSION, MODEL, BASE_MODEL, STATUS, REVISION, CREATED_AT, UPDATED_AT)
        VALUES (s.ID, {version.UseCase}, {version.Number}, {version.Model}, {version.BaseModel}, {version.Status.Value}, 0, CURRENT_TIMESTAMP(),
          CURRENT_TIMESTAMP())
        """);

    /// <summary>Writes a version over the one that was read, and over no other: a lost client's statement may come late.</summary>
    public SqlStatement Update(ModelVersion version) => SqlStatement.Create(
        $"""
        UPDATE {tables.Versions} SET STATUS = {version.Status.Value}, FINAL_MODEL = {SqlBind.Of(version.FinalModel)},
          RESULT_KIND = {SqlBind.Of(version.Result?.Kind.Value)},
          RESULT = {SqlBind.Of(version.Result?.Location)}, SNAPSHOT_HASH = {SqlBind.Of(version.SnapshotHash)},
          SNAPSHOT_TABLES = {SqlJson.Of(version.SnapshotTables)}, EPOCHS = {SqlBind.Of(version.Epochs)},
          TRAINING_OPTIONS = {SqlJson.Of(version.TrainingOptions)}, BASELINE = {SqlBind.Of(version.Baseline)},
          BACKEND = {SqlBind.Of(version.Backend)}, JOB_ID = {SqlBind.Of(version.JobId)},
          EVALUATION_RUN = {SqlBind.Of(version.EvaluationRun)}, TRAINED_TOKENS = {SqlBind.Of(version.TrainedTokens)},
          TRAINING_COST = {SqlBind.Of(version.TrainingCost?.Value)},
          TRAINING_COST_UNIT = {SqlBind.Of(version.TrainingCost?.Unit.Value)},
          NOTE = {SqlBind.Of(version.Note)}, REVISION = {version.Revision + 1}, UPDATED_AT = CURRENT_TIMESTAMP()
        WHERE ID = {version.Id.ToString()} AND REVISION = {version.Revision}
        """);

    public SqlStatement Find(Guid id) => SqlStatement.Create($"{Select()} WHERE v.ID = {id.ToString()}");

    public SqlStatement List(string? useCase) => useCase is null
        ? SqlStatement.Create($"{Select()} ORDER BY v.USE_CASE, v.VERSION DESC")
        : SqlStatement.Create($"{Select()} WHERE v.USE_CASE = {useCase} ORDER BY v.VERSION DESC");

    private SqlStatement Select() => SqlStatement.Create(
        $"""
        SELECT v.ID, v.USE_CASE, v.VERSION, v.MODEL, v.FINAL_MODEL, v.RESULT_KIND, v.RESULT, v.BASE_MODEL, v.STATUS, v.SNAPSHOT_HASH,
          v.SNAPSHOT_TABLES, v.EPOCHS, v.TRAINING_OPTIONS, v.BASELINE, v.BACKEND,
          v.JOB_ID, v.EVALUATION_RUN, v.TRAINED_TOKENS, v.TRAINING_COST, v.TRAINING_COST_UNIT, v.NOTE, v.REVISION, v.CREATED_AT
          FROM {tables.Versions} v
        """);
}

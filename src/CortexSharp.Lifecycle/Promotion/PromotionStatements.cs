using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>
/// The SQL of promotions. Snowflake enforces no key and runs INSERTs in parallel, so a first row comes by MERGE, and a change is one UPDATE under a
/// condition.
/// </summary>
internal sealed class PromotionStatements(PromotionTables tables)
{
    public SqlStatement CreateConfig() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {tables.Config} (USE_CASE VARCHAR NOT NULL, CURRENT_MODEL VARCHAR, GENERATION NUMBER NOT NULL,
          PROMOTION_ID VARCHAR, CANARY_MODEL VARCHAR, CANARY_PERCENT NUMBER(5, 2), REVISION VARCHAR, CHANGED_BY VARCHAR, CHANGED_AT TIMESTAMP_LTZ)
        """);

    public SqlStatement CreatePromotions() => SqlStatement.Create(
        $"""
        CREATE TABLE IF NOT EXISTS {tables.Promotions} (PROMOTION_ID VARCHAR NOT NULL, USE_CASE VARCHAR NOT NULL, MODEL VARCHAR NOT NULL,
          PREDECESSOR_ID VARCHAR, GENERATION NUMBER NOT NULL, IS_ROLLBACK BOOLEAN NOT NULL, IS_LOST BOOLEAN NOT NULL,
          REASON VARCHAR, ACTOR VARCHAR, EVALUATION_RUN VARCHAR, CREATED_AT TIMESTAMP_LTZ)
        """);

    public SqlStatement CreateWithdrawn() => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {tables.Withdrawn} (MODEL VARCHAR NOT NULL, REASON VARCHAR NOT NULL, ACTOR VARCHAR, CREATED_AT TIMESTAMP_LTZ)");

    public SqlStatement AddUseCase(string useCase) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Config} c USING (SELECT {useCase} AS USE_CASE) s ON c.USE_CASE = s.USE_CASE
        WHEN NOT MATCHED THEN INSERT (USE_CASE, GENERATION, CHANGED_AT) VALUES (s.USE_CASE, 0, CURRENT_TIMESTAMP())
        """);

    public SqlStatement Live(string useCase) => SqlStatement.Create($"{AllLive()} WHERE c.USE_CASE = {useCase}");

    public SqlStatement AllLive() => SqlStatement.Create(
        $"SELECT c.USE_CASE, c.CURRENT_MODEL, c.GENERATION, c.PROMOTION_ID, c.CANARY_MODEL, c.CANARY_PERCENT, c.REVISION FROM {tables.Config} c");

    /// <summary>Writes down what is meant, once: a MERGE, so that a request made again finds its row.</summary>
    public SqlStatement AddIntent(PromotionRecord intent) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Promotions} p USING (SELECT {Text(intent.Id)} AS ID) s ON p.PROMOTION_ID = s.ID
        WHEN NOT MATCHED THEN INSERT (PROMOTION_ID, USE_CASE, MODEL, PREDECESSOR_ID, GENERATION, IS_ROLLBACK, IS_LOST, REASON, ACTOR,
          EVALUATION_RUN, CREATED_AT)
        VALUES (s.ID, {intent.UseCase}, {intent.Model}, {SqlBind.Of(Text(intent.PredecessorId))}, {intent.Generation}, {intent.IsRollback}, FALSE,
          {SqlBind.Of(intent.Reason)}, COALESCE({SqlBind.Of(intent.Actor)}, CURRENT_USER()), {SqlBind.Of(intent.EvaluationRun)}, CURRENT_TIMESTAMP())
        """);

    /// <summary>The change itself: it counts only if the row is still as it was read, with the model that the intent is to replace.</summary>
    public SqlStatement Flip(PromotionRecord intent, Guid? revision) => SqlStatement.Create(
        $"""
        UPDATE {tables.Config} SET CURRENT_MODEL = {intent.Model}, GENERATION = {intent.Generation}, PROMOTION_ID = {Text(intent.Id)},
          CANARY_MODEL = NULL, CANARY_PERCENT = NULL, REVISION = {Text(intent.Id)},
          CHANGED_BY = COALESCE({SqlBind.Of(intent.Actor)}, CURRENT_USER()), CHANGED_AT = CURRENT_TIMESTAMP()
        WHERE USE_CASE = {intent.UseCase} AND GENERATION = {intent.Generation - 1}
          AND EQUAL_NULL(PROMOTION_ID, {SqlBind.Of(Text(intent.PredecessorId))}) AND EQUAL_NULL(REVISION, {SqlBind.Of(Text(revision))})
        """);

    public SqlStatement MarkLost(Guid id) => SqlStatement.Create($"UPDATE {tables.Promotions} SET IS_LOST = TRUE WHERE PROMOTION_ID = {Text(id)}");

    public SqlStatement SetCanary(LiveModel live, Canary? canary, Guid revision) => SqlStatement.Create(
        $"""
        UPDATE {tables.Config} SET CANARY_MODEL = {SqlBind.Of(canary?.Model)}, CANARY_PERCENT = {SqlBind.Of(canary?.Percent)},
          REVISION = {Text(revision)}, CHANGED_AT = CURRENT_TIMESTAMP()
        WHERE USE_CASE = {live.UseCase} AND GENERATION = {live.Generation} AND EQUAL_NULL(PROMOTION_ID, {SqlBind.Of(Text(live.PromotionId))})
          AND EQUAL_NULL(REVISION, {SqlBind.Of(Text(live.Revision))})
        """);

    public SqlStatement AddWithdrawn(string model, string reason, string? actor) => SqlStatement.Create(
        $"""
        MERGE INTO {tables.Withdrawn} w USING (SELECT {model} AS MODEL) s ON w.MODEL = s.MODEL
        WHEN NOT MATCHED THEN INSERT (MODEL, REASON, ACTOR, CREATED_AT)
          VALUES (s.MODEL, {reason}, COALESCE({SqlBind.Of(actor)}, CURRENT_USER()), CURRENT_TIMESTAMP())
        """);

    public SqlStatement RemoveWithdrawn(string model) => SqlStatement.Create($"DELETE FROM {tables.Withdrawn} WHERE MODEL = {model}");

    public SqlStatement AllWithdrawn() => SqlStatement.Create(
        $"SELECT w.MODEL, w.REASON, w.ACTOR, w.CREATED_AT FROM {tables.Withdrawn} w ORDER BY w.CREATED_AT, w.MODEL");

    /// <summary>Lets every change that began before fail, so that it is begun again and sees what was withdrawn.</summary>
    public SqlStatement Restamp(Guid revision) => SqlStatement.Create($"UPDATE {tables.Config} SET REVISION = {Text(revision)}");

    public SqlStatement All(string useCase) => SqlStatement.Create(
        $"""
        SELECT PROMOTION_ID, MODEL, PREDECESSOR_ID, GENERATION, IS_ROLLBACK, IS_LOST, REASON, ACTOR, EVALUATION_RUN, CREATED_AT
        FROM {tables.Promotions} WHERE USE_CASE = {useCase} ORDER BY CREATED_AT DESC, PROMOTION_ID
        """);

    /// <summary>The alias for users of SQL.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="view">The view.</param>
    /// <param name="config">The table's full name: without it, it is looked for in the schema of the view.</param>
    public static SqlStatement CreateView(string useCase, SqlIdentifier view, SqlIdentifier config) => SqlStatement.Create(
        $"CREATE VIEW {view} AS SELECT c.CURRENT_MODEL AS MODEL_NAME, c.GENERATION FROM {config} c WHERE c.USE_CASE = {SqlLiteral.Of(useCase)}");

    /// <summary>The function for users of SQL.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="function">The function; in SQL it can have no name in quotes (Snowflake's page on identifiers).</param>
    /// <param name="config">The table's full name: without it, it is looked for in the schema of the function.</param>
    public static SqlStatement CreateFunction(string useCase, SqlIdentifier function, SqlIdentifier config) => SqlStatement.Create(
        $"CREATE FUNCTION {SqlText.Trusted(function.ToString())}(P VARCHAR) RETURNS VARCHAR AS {SqlLiteral.Of(BodyOf(useCase, config))}");

    public static SqlStatement GrantUsage(string model, string role) => SqlStatement.Create(
        $"GRANT USAGE ON MODEL {SqlIdentifier.Parse(model)} TO ROLE {SqlIdentifier.Parse(role)}");

    private static string BodyOf(string useCase, SqlIdentifier config) =>
        SqlStatement.Create($"AI_COMPLETE((SELECT c.CURRENT_MODEL FROM {config} c WHERE c.USE_CASE = {SqlLiteral.Of(useCase)}), P)::VARCHAR").Text;

    private static string Text(Guid id) => id.ToString();

    private static string? Text(Guid? id) => id?.ToString();
}

using System.Collections.Frozen;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>What Snowflake executes and this engine refuses by design, with the reason; docs/offline-cortex.md lists the same.</summary>
internal static class Refusals
{
    private const string NoSession = "each statement here is a session and a transaction of its own, as in Snowflake's SQL API";
    private const string NoStages = "there are no stages or files offline; insert the rows";
    private const string NoHistory = "no earlier state of a table is kept; copy the table while it stands";
    private const string NoScripting = "statements are executed one by one, without scripting or procedures";
    private const string NoLanguages = "functions have bodies in SQL";
    private const string NoServices = "nothing runs offline beside statements and fine-tuning jobs";

    /// <summary>Reasons by the first words of what is refused.</summary>
    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["USE"] = NoSession + "; name database, schema, role and warehouse in the request",
        ["BEGIN"] = NoSession,
        ["COMMIT"] = NoSession,
        ["ROLLBACK"] = NoSession,
        ["START"] = NoSession,
        ["SET"] = NoSession + "; use binds instead of session variables",
        ["UNSET"] = NoSession,
        ["ALTER SESSION"] = NoSession,
        ["CREATE TEMPORARY TABLE"] = NoSession + ", so a temporary table would be gone at once; create and drop an ordinary one",
        ["CREATE TEMPORARY VIEW"] = NoSession + ", so a temporary view would be gone at once; create and drop an ordinary one",
        ["CREATE TEMPORARY FUNCTION"] = NoSession + ", so a temporary function would be gone at once; create and drop an ordinary one",
        ["LANGUAGE JAVASCRIPT"] = NoLanguages,
        ["LANGUAGE PYTHON"] = NoLanguages,
        ["LANGUAGE JAVA"] = NoLanguages,
        ["LANGUAGE SCALA"] = NoLanguages,
        ["RETURNS TABLE"] = "functions give one value; make a view of the query",
        ["CREATE MATERIALIZED"] = "a view is computed when it is read; create a view or a table",
        ["CHECK"] = "Snowflake enforces it and the offline Cortex would not",
        ["->>"] = NoScripting + "; filter the rows of SHOW in the program that asks for them",
        ["CALL"] = NoScripting,
        ["DECLARE"] = NoScripting,
        ["EXECUTE"] = NoScripting,
        ["CREATE PROCEDURE"] = NoScripting,
        ["DROP PROCEDURE"] = NoScripting,
        ["CREATE TASK"] = NoScripting,
        ["ALTER TASK"] = NoScripting,
        ["DROP TASK"] = NoScripting,
        ["COPY"] = NoStages,
        ["PUT"] = NoStages,
        ["GET"] = NoStages,
        ["LIST"] = NoStages,
        ["LS"] = NoStages,
        ["REMOVE"] = NoStages,
        ["RM"] = NoStages,
        ["CREATE STAGE"] = NoStages,
        ["variable of Snowflake Scripting"] = NoScripting,
        ["INFORMATION_SCHEMA"] = "SHOW TABLES, SHOW VIEWS and DESCRIBE TABLE say what there is",
        ["SEQ"] = "number the rows before they are taken apart",
        ["UNDROP"] = NoHistory,
        ["Time Travel"] = NoHistory,
        ["EXPLAIN"] = "SQLite's plan would say nothing of Snowflake's",
        ["CREATE CORTEX"] = NoServices,
        ["CREATE SERVICE"] = NoServices,
        ["CREATE COMPUTE"] = NoServices,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a word begins a statement that Snowflake knows, so that it is no typing error.</summary>
    public static bool IsStatement(string word) => Reasons.ContainsKey(word) || word is "GRANT" or "REVOKE";

    /// <summary>Why a construct is refused; null where there is no more to say than that it is.</summary>
    public static string? ReasonOf(string construct) => Reasons.GetValueOrDefault(construct);
}

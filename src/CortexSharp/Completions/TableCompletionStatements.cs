using System.Security.Cryptography;
using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>Builds the SQL of a table completion.</summary>
/// <remarks>
/// The AI call always stands alone in an inner SELECT, and what reads it is one level up: a call that is mentioned twice may be billed twice.
/// The one source of rows is <c>K</c> (key), <c>P</c> (prompt) and <c>H</c> (the prompt's SHA-256, by which a changed prompt is asked again).
/// </remarks>
internal sealed class TableCompletionStatements
{
    private static readonly SqlStatement Prompt = SqlStatement.Create($"s.P");

    private readonly TableCompletionRequest _request;
    private readonly SqlStatement _rows;
    private readonly string _run;

    public TableCompletionStatements(TableCompletionRequest request)
    {
        _request = request;
        _run = RunOf(request);
        var key = SqlIdentifier.Parse(request.KeyColumn);
        var prompt = SqlIdentifier.Parse(request.PromptColumn);
        // The line end keeps a comment at the end of the user's query from swallowing the parenthesis.
        _rows = SqlStatement.Create(
            $"SELECT TO_VARCHAR({key}) AS K, TO_VARCHAR({prompt}) AS P, SHA2(TO_VARCHAR({prompt}), 256) AS H FROM (\n{request.Source}\n)");
    }

    /// <summary>Rows, rows with a key, distinct keys.</summary>
    public SqlStatement CheckKeys() =>
        SqlStatement.Create($"SELECT COUNT(*) AS N, COUNT(s.K) AS KEYED, COUNT(DISTINCT s.K) AS KEYS FROM ({_rows}) s");

    public SqlStatement DeleteFailed(SqlIdentifier destination) =>
        SqlStatement.Create($"DELETE FROM {destination} WHERE RUN = {_run} AND ERROR IS NOT NULL AND KEY IN (SELECT s.K FROM ({_rows}) s)");

    /// <summary>Asks about every row without an answer, in one statement; each failing row says why.</summary>
    public SqlStatement InsertAll(SqlIdentifier destination) =>
        AnswerTable.Insert(
            destination, _run, SqlStatement.Create($"SELECT s.K, s.P, s.H FROM {Unanswered(destination)}"), CallOf(errorDetails: true));

    /// <summary>Asks about the next rows without an answer; a failing row is NULL.</summary>
    public SqlStatement InsertSlice(SqlIdentifier destination) => AnswerTable.Insert(
        destination,
        _run,
        SqlStatement.Create($"SELECT s.K, s.P, s.H FROM {Unanswered(destination)} ORDER BY s.K LIMIT {SqlLiteral.Of(_request.SliceSize)}"),
        CallOf(errorDetails: false));

    /// <summary>The stored answers of this request's rows.</summary>
    public SqlStatement SelectAnswers(SqlIdentifier destination) => SqlStatement.Create(
        $"SELECT s.K AS KEY, d.RUN, d.ERROR, TO_JSON(d.RAW) AS RAW FROM ({_rows}) s LEFT JOIN {destination} d ON d.RUN = {_run} AND d.KEY = s.K "
        + $"AND EQUAL_NULL(d.PROMPT_SHA2, s.H)");

    /// <summary>The pure query form.</summary>
    public SqlStatement SelectAll() =>
        SqlStatement.Create($"SELECT s.K AS KEY, TO_JSON(TO_VARIANT({CallOf(errorDetails: true).Over(Prompt)})) AS RESPONSE FROM ({_rows}) s");

    /// <summary>One slice of the pure query form, behind the last key seen.</summary>
    public SqlStatement SelectSlice(string? lastKey)
    {
        var behind = lastKey is null ? SqlStatement.Create($"TRUE") : SqlStatement.Create($"s.K > {lastKey}");
        return SqlStatement.Create(
            $"SELECT s.K AS KEY, {CallOf(errorDetails: false).Over(Prompt)} AS RESPONSE FROM (SELECT s.K, s.P FROM ({_rows}) s WHERE {behind} "
            + $"ORDER BY s.K LIMIT {SqlLiteral.Of(_request.SliceSize)}) s ORDER BY s.K");
    }

    private SqlStatement Unanswered(SqlIdentifier destination) => SqlStatement.Create(
        $"({_rows}) s LEFT JOIN {destination} d ON d.RUN = {_run} AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H) WHERE d.KEY IS NULL");

    private AnswerCall CallOf(bool errorDetails) => new(_request.Model, _request.Options, _request.ResponseSchema, errorDetails);

    /// <summary>Names what decides an answer besides the prompt: model, options, schema.</summary>
    private static string RunOf(TableCompletionRequest request)
    {
        var settings = CompletionStatements.AiComplete(
            request.Model, SqlStatement.Create($"P"), request.Options, request.ResponseSchema, errorDetails: true).Text;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..32];
    }
}

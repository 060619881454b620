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
    private static readonly SqlLiteral NoAnswer = SqlLiteral.Of(CortexErrorKind.NoAnswer.Value);

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
    public SqlStatement CheckKeys() => SqlStatement.Create($"SELECT COUNT(*) AS N, COUNT(s.K) AS KEYED, COUNT(DISTINCT s.K) AS KEYS FROM ({_rows}) s");

    public static SqlStatement CreateDestination(SqlIdentifier destination) => SqlStatement.Create(
        $"CREATE TABLE IF NOT EXISTS {destination} (RUN VARCHAR NOT NULL, KEY VARCHAR NOT NULL, PROMPT_SHA2 VARCHAR, ANSWER VARCHAR, ERROR VARCHAR, RAW VARIANT, PROMPT_TOKENS NUMBER, COMPLETION_TOKENS NUMBER, CREATED_AT TIMESTAMP_LTZ)");

    public SqlStatement DeleteFailed(SqlIdentifier destination) => SqlStatement.Create($"DELETE FROM {destination} WHERE RUN = {_run} AND ERROR IS NOT NULL AND KEY IN (SELECT s.K FROM ({_rows}) s)");

    /// <summary>Asks about every row without an answer, in one statement; each failing row says why.</summary>
    public SqlStatement InsertAll(SqlIdentifier destination) => SqlStatement.Create(
        $"{InsertInto(destination)} FROM (SELECT r.K, r.H, COALESCE(r.R:error::VARCHAR, IFF(r.R:value IS NULL OR IS_NULL_VALUE(r.R:value), {NoAnswer}, NULL)) AS E, COALESCE(TRY_PARSE_JSON(r.R:value::VARCHAR), r.R:value) AS V FROM (SELECT s.K, s.H, {AiCall(errorDetails: true)} AS R FROM {Unanswered(destination)}) r) q");

    /// <summary>Asks about the next rows without an answer; a failing row is NULL.</summary>
    public SqlStatement InsertSlice(SqlIdentifier destination) => SqlStatement.Create(
        $"{InsertInto(destination)} FROM (SELECT r.K, r.H, IFF(r.R IS NULL, {NoAnswer}, NULL) AS E, COALESCE(TRY_PARSE_JSON(r.R), TO_VARIANT(r.R)) AS V FROM (SELECT s.K, s.H, {TryCall()} AS R FROM (SELECT s.K, s.P, s.H FROM {Unanswered(destination)} ORDER BY s.K LIMIT {SqlLiteral.Of(_request.SliceSize)}) s) r) q");

    /// <summary>The stored answers of this request's rows.</summary>
    public SqlStatement SelectAnswers(SqlIdentifier destination) => SqlStatement.Create(
        $"SELECT s.K AS KEY, d.RUN, d.ERROR, TO_JSON(d.RAW) AS RAW FROM ({_rows}) s LEFT JOIN {destination} d ON d.RUN = {_run} AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H)");

    /// <summary>The pure query form.</summary>
    public SqlStatement SelectAll() => SqlStatement.Create($"SELECT s.K AS KEY, TO_JSON(TO_VARIANT({AiCall(errorDetails: true)})) AS RESPONSE FROM ({_rows}) s");

    /// <summary>One slice of the pure query form, behind the last key seen.</summary>
    public SqlStatement SelectSlice(string? lastKey)
    {
        var behind = lastKey is null ? SqlStatement.Create($"TRUE") : SqlStatement.Create($"s.K > {lastKey}");
        return SqlStatement.Create(
            $"SELECT s.K AS KEY, {TryCall()} AS RESPONSE FROM (SELECT s.K, s.P FROM ({_rows}) s WHERE {behind} ORDER BY s.K LIMIT {SqlLiteral.Of(_request.SliceSize)}) s ORDER BY s.K");
    }

    private SqlStatement InsertInto(SqlIdentifier destination) => SqlStatement.Create(
        $"INSERT INTO {destination} (RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT) SELECT {_run}, q.K, q.H, IFF(q.E IS NULL, COALESCE(LTRIM(q.V:choices[0]:messages::VARCHAR), q.V:structured_output[0]:raw_message::VARCHAR, q.V:structured_output:raw_message::VARCHAR, q.V::VARCHAR), NULL), q.E, IFF(q.E IS NULL, q.V, NULL), q.V:usage:prompt_tokens::NUMBER, q.V:usage:completion_tokens::NUMBER, CURRENT_TIMESTAMP()");

    private SqlStatement Unanswered(SqlIdentifier destination) => SqlStatement.Create(
        $"({_rows}) s LEFT JOIN {destination} d ON d.RUN = {_run} AND d.KEY = s.K AND EQUAL_NULL(d.PROMPT_SHA2, s.H) WHERE d.KEY IS NULL");

    private SqlStatement AiCall(bool errorDetails) =>
        CompletionStatements.AiComplete(_request.Model, SqlStatement.Create($"s.P"), _request.Options, _request.ResponseSchema, errorDetails);

    private SqlStatement TryCall() => CompletionStatements.TryComplete(_request.Model, SqlStatement.Create($"s.P"), _request.Options, _request.ResponseSchema);

    /// <summary>Names what decides an answer besides the prompt: model, options, schema.</summary>
    private static string RunOf(TableCompletionRequest request)
    {
        var settings = CompletionStatements.AiComplete(request.Model, SqlStatement.Create($"P"), request.Options, request.ResponseSchema, errorDetails: true).Text;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..32];
    }
}

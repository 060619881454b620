using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Cases;

/// <summary>The rows of a query as cases.</summary>
internal sealed class QueryCaseSource(ISqlExecutor executor, SqlStatement query, CaseFields fields) : ICaseSource
{
    private static readonly SqlStatement NoReference = SqlStatement.Create($"TO_VARIANT(ARRAY_CONSTRUCT())");

    private readonly SqlIdentifier _key = SqlIdentifier.Parse(
        fields.Key ?? throw new ArgumentException(
            $"Rows of a query come in no order, so they cannot be numbered: name their key in {nameof(CaseFields)}.", nameof(fields)));

    private readonly SqlIdentifier _prompt = SqlIdentifier.Parse(fields.Prompt);

    /// <summary>Where the query is; its rows are read here if another executor is to take them.</summary>
    public ISqlExecutor Executor => executor;

    /// <summary>KEY, PROMPT, REFERENCE (a VARIANT with an array of texts) and TAGS (an object, without those that are NULL) of each row.</summary>
    public SqlStatement Rows
    {
        get
        {
            // The line end keeps a comment at the end of the user's query from swallowing the parenthesis.
            var (reference, tags) = (Reference(), Tags());
            return SqlStatement.Create(
                $"SELECT TO_VARCHAR(q.{_key}) AS KEY, TO_VARCHAR(q.{_prompt}) AS PROMPT, {reference} AS REFERENCE, {tags} AS TAGS FROM "
                + $"(\n{query}\n) q");
        }
    }

    public async IAsyncEnumerable<EvaluationCase> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        var rows =
            SqlStatement.Create($"SELECT r.KEY, r.PROMPT, TO_JSON(r.REFERENCE) AS REFERENCE, TO_JSON(r.TAGS) AS TAGS FROM ({Rows}) r ORDER BY r.KEY");
        await foreach (var row in executor.QueryAsync(rows, null, cancellationToken).ConfigureAwait(false))
            yield return CaseOf(row);
    }

    /// <summary>Reads a case of KEY, PROMPT, and REFERENCE and TAGS as JSON text.</summary>
    public static EvaluationCase CaseOf(SqlRow row) => new(
        row.Get<string>("KEY"),
        row.Get<string>("PROMPT"),
        [.. row.Get<JsonElement>("REFERENCE").EnumerateArray().Select(TextOf)])
    {
        Tags = TagsOf(row.Get<JsonElement>("TAGS")),
    };

    /// <summary>The tags in an object.</summary>
    public static IReadOnlyDictionary<string, string> TagsOf(JsonElement tags) =>
        tags.EnumerateObject().ToImmutableDictionary(tag => tag.Name, tag => TextOf(tag.Value), StringComparer.Ordinal);

    /// <summary>Asks no model before the columns are there, and every row has a prompt and a key of its own.</summary>
    /// <returns>How many cases there are, and the first key of those without a reference.</returns>
    /// <exception cref="EvaluationDataException">They are not; the message says which.</exception>
    public async Task<(long Count, string? Bare)> CheckAsync(CancellationToken cancellationToken)
    {
        await CheckColumnsAsync(cancellationToken).ConfigureAwait(false);
        var counts = SqlStatement.Create(
            $"""
            SELECT COUNT(*) AS N, COUNT(NULLIF(r.KEY, '')) AS KEYED, COUNT(DISTINCT NULLIF(r.KEY, '')) AS KEYS, COUNT(r.PROMPT) AS PROMPTS,
              MIN(IFF(ARRAY_SIZE(r.REFERENCE) = 0, r.KEY, NULL)) AS BARE FROM ({Rows}) r
            """);
        await foreach (var row in executor.QueryAsync(counts, null, cancellationToken).ConfigureAwait(false))
        {
            var (all, keyed, keys, prompts) = (row.Get<long>("N"), row.Get<long>("KEYED"), row.Get<long>("KEYS"), row.Get<long>("PROMPTS"));
            if (all == 0)
                throw new EvaluationDataException("There is no case in the query; give at least one.");
            if (keyed < all)
            {
                throw new EvaluationDataException(
                    $"{all - keyed} of {all} rows have no key in the column {fields.Key}; answers are paired by key, so give each its own.");
            }

            if (prompts < all)
            {
                throw new EvaluationDataException(
                    $"{all - prompts} of {all} rows have no prompt in the column {fields.Prompt}; leave them out of the query.");
            }

            if (keys < keyed)
                throw new EvaluationDataException(await TwiceAsync(cancellationToken).ConfigureAwait(false));
            return (all, row.GetOrDefault<string>("BARE"));
        }

        throw new CortexException(CortexErrorKind.UnexpectedResponse, "Counting the cases of the query gave no row.");
    }

    private async Task<string> TwiceAsync(CancellationToken cancellationToken)
    {
        var twice = await executor.QueryScalarAsync<string>(
            SqlStatement.Create($"SELECT r.KEY FROM ({Rows}) r GROUP BY r.KEY HAVING COUNT(*) > 1 ORDER BY r.KEY LIMIT 1"), null,
            cancellationToken).ConfigureAwait(false);
        return $"Two cases of the query have the key '{twice}'; answers are paired by key, so give each case its own.";
    }

    private async Task CheckColumnsAsync(CancellationToken cancellationToken)
    {
        var result = await executor.ExecuteAsync(
            SqlStatement.Create($"SELECT * FROM (\n{query}\n) q LIMIT 0"), new() { Effect = SqlEffect.Read },
            cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            var names = result.Columns.Select(column => column.Name).ToList();
            foreach (var field in (string?[])[fields.Key, fields.Prompt, fields.Reference, .. fields.Tags])
            {
                if (field is not null && !names.Contains(SqlIdentifier.Parse(field).Name, StringComparer.Ordinal))
                {
                    throw new EvaluationDataException(
                        $"The query has no column {field}; it has {string.Join(", ", names)}. Name the columns in {nameof(CaseFields)}, with null "
                        + "for a reference that there is not.");
                }
            }
        }
    }

    private SqlStatement Reference()
    {
        if (fields.Reference is not { } field)
            return NoReference;
        var column = SqlIdentifier.Parse(field);
        // As text a JSON null is NULL as well. What is NULL in an array would be "undefined" in its JSON, which nobody could read.
        return SqlStatement.Create(
            $"""
            CASE WHEN TO_VARCHAR(q.{column}) IS NULL THEN {NoReference} WHEN IS_ARRAY(TO_VARIANT(q.{column})) THEN
              TO_VARIANT(ARRAY_COMPACT(AS_ARRAY(TO_VARIANT(q.{column}))))
              ELSE TO_VARIANT(ARRAY_CONSTRUCT(TO_VARCHAR(q.{column}))) END
            """);
    }

    private SqlStatement Tags()
    {
        var members = SqlStatement.Create($"");
        foreach (var (i, field) in fields.Tags.Index())
        {
            var separator = SqlText.Trusted(i > 0 ? ", " : "");
            members = SqlStatement.Create($"{members}{separator}{SqlLiteral.Of(field)}, TO_VARCHAR(q.{SqlIdentifier.Parse(field)})");
        }

        return SqlStatement.Create($"OBJECT_CONSTRUCT({members})");
    }

    private static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

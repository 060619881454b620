using System.Net;
using System.Text.Json;
using CortexSharp.Local.Server.Inference;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Search;

/// <summary>Answers queries of Cortex Search, ranked by the offline Cortex's own <c>AI_SIMILARITY</c>.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="services">The services.</param>
internal sealed class SearchEndpoint(ISqlExecutor cortex, IReadOnlyList<SearchService> services)
{
    private const string QuerySuffix = ":query";

    /// <summary>Answers.</summary>
    /// <param name="database">The database, as the path has it.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="serviceAndVerb">The service, a colon and what is asked of it.</param>
    /// <param name="id">The request's id.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>What writes the answer.</returns>
    /// <exception cref="InferenceException">The request is refused.</exception>
    public async Task<Action<Utf8JsonWriter>> AnswerAsync(
        string database, string schema, string serviceAndVerb, string id, JsonElement body, CancellationToken cancellationToken)
    {
        if (!serviceAndVerb.EndsWith(QuerySuffix, StringComparison.Ordinal))
            throw new InferenceException(HttpStatusCode.NotImplemented, "of Cortex Search the offline Cortex serves :query only");
        var name = new SqlIdentifier(Folded(database), Folded(schema), Folded(serviceAndVerb[..^QuerySuffix.Length]));
        var service = services.FirstOrDefault(s => s.Name.Equals(name))
            ?? throw new InferenceException(
                HttpStatusCode.NotFound, $"Cortex Search service {name} does not exist or not authorized; the server was started without it");
        var request = SearchRequest.Read(body);
        try
        {
            return await QueryAsync(service, request, id, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind != CortexErrorKind.Network)
        {
            throw InferenceException.Bad(e.Message);
        }
    }

    private async Task<Action<Utf8JsonWriter>> QueryAsync(
        SearchService service, SearchRequest request, string id, CancellationToken cancellationToken)
    {
        var known = await ColumnsAsync(service, cancellationToken).ConfigureAwait(false);
        SqlIdentifier Column(string column) => known.FirstOrDefault(k => k.Equals(column, StringComparison.OrdinalIgnoreCase)) is { } exact
            ? new(exact)
            : throw InferenceException.Bad($"the service has no column {column}; it has {string.Join(", ", known)}");
        var wanted = (request.Columns ?? [service.Column]).Select(c => (Name: c, Column: Column(c))).ToList();
        var condition = request.Filter is { } filter ? new SearchFilter(Column, service.KeyColumn).ToSql(filter) : SqlStatement.Create($"TRUE");
        var columns = wanted.Select(w => SqlStatement.Create($"q.{w.Column}")).Aggregate(static (a, b) => SqlStatement.Create($"{a}, {b}"));
        // The AI call stands alone in an inner SELECT, so that it is made once for each row.
        var statement = SqlStatement.Create(
            $"SELECT {columns} FROM (SELECT t.*, AI_SIMILARITY(t.{Column(service.Column)}, {request.Query}) AS \"search score\" FROM "
            + $"{service.Source} t WHERE {condition}) q ORDER BY q.\"search score\" DESC NULLS LAST LIMIT {SqlLiteral.Of(request.Limit)}");
        var rows = new List<string?[]>();
        await foreach (var row in cortex.QueryAsync(statement, null, cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, wanted.Count).Select(i => row.GetOrDefault<string>(i))]);
        return writer => Write(writer, [.. wanted.Select(w => w.Name)], rows, id);
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(SearchService service, CancellationToken cancellationToken)
    {
        var result = await cortex.ExecuteAsync(
            SqlStatement.Create($"SELECT * FROM {service.Source} LIMIT 0"), new() { Effect = SqlEffect.Read },
            cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
            return [.. result.Columns.Select(c => c.Name)];
    }

    // Columns come under the names by which they were asked for, and their values as text.
    private static void Write(Utf8JsonWriter writer, string[] names, List<string?[]> rows, string id)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Length; i++)
                writer.WriteString(names[i], row[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("request_id"u8, id);
        writer.WriteEndObject();
    }

    /// <summary>A part of a path is a name as SQL has it: in upper case unless it is quoted.</summary>
    private static string Folded(string part)
    {
        try
        {
            return SqlIdentifier.Parse(part).Name;
        }
        catch (ArgumentException)
        {
            return part;
        }
    }
}

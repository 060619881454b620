using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>
/// The rows of a <c>SHOW</c> command, whose columns come and go with the releases: a column that is not there is as one that is NULL.
/// </summary>
internal sealed class ShownRows(IReadOnlyList<SqlColumn> columns, IReadOnlyList<SqlRow> rows)
{
    private readonly HashSet<string> _columns = columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SqlRow> Rows => rows;

    /// <summary>Runs a command and reads its rows, which are few.</summary>
    public static async Task<ShownRows> ReadAsync(
        ISqlExecutor executor, SqlStatement command, SqlExecutionOptions options, CancellationToken cancellationToken)
    {
        var result = await executor.ExecuteAsync(command, options with { Effect = SqlEffect.Read }, cancellationToken).ConfigureAwait(false);
        await using (result.ConfigureAwait(false))
        {
            var rows = new List<SqlRow>();
            await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                rows.Add(row);
            return new(result.Columns, rows);
        }
    }

    public string? Text(SqlRow row, string column) =>
        _columns.Contains(column) && row.GetOrDefault<string>(column) is { Length: > 0 } text ? text : null;

    /// <summary>A list written as a JSON array; null when it is not one.</summary>
    public IReadOnlyList<string>? List(SqlRow row, string column)
    {
        if (Text(row, column) is not { } text)
            return null;
        try
        {
            var array = JsonElement.Parse(text);
            return array.ValueKind is JsonValueKind.Array ? [.. array.EnumerateArray().Select(e => e.ToString())] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

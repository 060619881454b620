using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>
/// An INSERT to which a driver binds many rows at once. They become one bound JSON text that the statement takes apart, so that it stays one
/// statement, with all rows or none: <c>VALUES (?, ?)</c> is written as a query of the rows.
/// </summary>
internal static class ArrayBinding
{
    private const string Rows = "CORTEXSHARP_BOUND_ROWS";

    /// <summary>Binds the rows.</summary>
    /// <param name="text">The statement: <c>INSERT … VALUES (…)</c>, or <c>INSERT … SELECT … FROM VALUES (…)</c>.</param>
    /// <param name="bindings">The values by their placeholders' names; all of them arrays of one length.</param>
    /// <exception cref="SessionException">It is another statement, or the arrays are not of one length.</exception>
    public static BoundText Bind(string text, IReadOnlyDictionary<string, Binding> bindings)
    {
        var columns = bindings.Values.ToArray();
        if (columns.Any(c => c.Rows is null) || columns.Select(c => c.Rows!.Count).Distinct().Count() != 1)
            throw SessionException.BadRequest("the arrays of an array bind must be of one length.");
        var (keyword, open, close, isSource) = FindRow(text)
            ?? throw SessionException.NotSupported(
                "'array bind': values are bound as arrays to INSERT … VALUES (…) with one row, and to nothing else.");
        var index = bindings.Keys.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        var builder = new StringBuilder(text, 0, keyword, text.Length + 256).Append(isSource ? "(SELECT " : "SELECT ");
        var written = open + 1;
        foreach (var placeholder in Placeholder.Find(text))
        {
            if (placeholder.Start < open || placeholder.Start > close || !index.TryGetValue(placeholder.Name, out var column))
                throw SessionException.BadRequest($"there is no array for the placeholder {placeholder.Name}, or it stands outside of VALUES.");
            builder.Append(text, written, placeholder.Start - written).Append(CellOf(column, columns[column]));
            if (isSource)
                builder.Append(CultureInfo.InvariantCulture, $" AS COLUMN{placeholder.Name}");
            written = placeholder.Start + placeholder.Length;
        }

        builder.Append(text, written, close - written)
            .Append(CultureInfo.InvariantCulture, $" FROM TABLE(FLATTEN(INPUT => PARSE_JSON(?))) AS {Rows}");
        builder.Append(isSource ? ")" : "").Append(text, close + 1, text.Length - close - 1);
        return new(builder.ToString(), [SqlBind.Of(JsonOf(columns))]);
    }

    // The one row of VALUES: where the word stands, the parentheses, and whether it is what a FROM reads.
    private static (int Keyword, int Open, int Close, bool IsSource)? FindRow(string text)
    {
        var lexer = new SqlLexer(text);
        var (isInsert, wasFrom, keyword, open, close, depth, isSource) = (false, false, -1, -1, -1, 0, false);
        while (lexer.TryReadSignificant(out var token))
        {
            var word = text.AsSpan(token.Start, token.Length);
            isInsert |= word.Equals("INSERT", StringComparison.OrdinalIgnoreCase);
            if (!isInsert)
                return null;
            if (close >= 0 && depth == 0 && word is ",")
                return null;
            if (keyword < 0 && depth == 0 && token.Kind is SqlTokenKind.Word && word.Equals("VALUES", StringComparison.OrdinalIgnoreCase))
                (keyword, isSource) = (token.Start, wasFrom);
            else if (word is "(" && depth++ == 0 && keyword >= 0 && open < 0)
                open = token.Start;
            else if (word is ")" && --depth == 0 && open >= 0 && close < 0)
                close = token.Start;
            wasFrom = token.Kind is SqlTokenKind.Word && word.Equals("FROM", StringComparison.OrdinalIgnoreCase);
        }

        return close < 0 ? null : (keyword, open, close, isSource);
    }

    private static string CellOf(int index, Binding binding)
    {
        var cell = string.Create(CultureInfo.InvariantCulture, $"{Rows}.VALUE[{index}]::VARCHAR");
        return binding.Type switch
        {
            "FIXED" => string.Create(
                CultureInfo.InvariantCulture,
                $"{cell}::NUMBER(38, "
                + $"{binding.Rows!.Max(v => v is null ? 0 : v.Length - 1 - (v.IndexOf('.') is >= 0 and var point ? point : v.Length - 1))})"),
            "REAL" => $"{cell}::FLOAT",
            "BOOLEAN" => $"{cell}::BOOLEAN",
            "DATE" or "TIME" or "TIMESTAMP_NTZ" or "TIMESTAMP_LTZ" or "TIMESTAMP_TZ" => $"{cell}::{binding.Type}",
            "BINARY" => $"TO_BINARY({cell}, 'HEX')",
            _ => cell,
        };
    }

    private static string JsonOf(Binding[] columns)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            for (var row = 0; row < columns[0].Rows!.Count; row++)
            {
                writer.WriteStartArray();
                foreach (var column in columns)
                    writer.WriteStringValue(column.Rows![row] is { } value ? TextOf(column, value) : null);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    // The text from which the engine reads the value again; what does not fit its type is told of here.
    private static string TextOf(Binding binding, string text) => binding.ToBind(text).Value switch
    {
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.fffffff zzz", CultureInfo.InvariantCulture),
        string time when binding.Type == "TIME" => time,
        _ => text,
    };
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Sql;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Session;

/// <summary>Writes the envelope in which every answer of the session protocol comes, errors too, always with HTTP 200.</summary>
internal static partial class SessionReply
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JsonEscaping.Instance, SkipValidation = true };

    /// <summary>Writes a success that says no more.</summary>
    public static Task WriteAsync(HttpResponse response) => WriteAsync(response, null, null, isSuccess: true, writer => writer.WriteNull("data"u8));

    /// <summary>Writes a success.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="data">Writes the members of <c>data</c>.</param>
    public static Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> data) => WriteAsync(response, null, null, data);

    /// <summary>Writes a success that has a number, as a statement that still runs.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="code">The number.</param>
    /// <param name="message">What it means.</param>
    /// <param name="data">Writes the members of <c>data</c>.</param>
    public static Task WriteAsync(HttpResponse response, string? code, string? message, Action<Utf8JsonWriter> data) =>
        WriteAsync(response, code, message, isSuccess: true, writer =>
        {
            writer.WriteStartObject("data"u8);
            data(writer);
            writer.WriteEndObject();
        });

    /// <summary>Writes an error.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="error">The error.</param>
    public static Task WriteErrorAsync(HttpResponse response, SnowflakeError error)
    {
        var code = (error.Code ?? 0).ToString("000000", CultureInfo.InvariantCulture);
        var place = Place().Match(error.Message);
        return WriteAsync(response, code, error.Message, isSuccess: false, writer =>
        {
            writer.WriteStartObject("data"u8);
            writer.WriteBoolean("internalError"u8, false);
            writer.WriteString("errorCode"u8, code);
            writer.WriteString("sqlState"u8, error.SqlState);
            writer.WriteString("queryId"u8, error.QueryId);
            writer.WriteNumber("line"u8, Number("line"));
            writer.WriteNumber("pos"u8, Number("pos"));
            writer.WriteString(
                "type"u8, error.Message.StartsWith("SQL compilation error", StringComparison.Ordinal) ? "COMPILATION"u8 : "EXECUTION"u8);
            writer.WriteEndObject();
        });

        int Number(string group) => place.Success ? int.Parse(place.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : -1;
    }

    private static async Task WriteAsync(HttpResponse response, string? code, string? message, bool isSuccess, Action<Utf8JsonWriter> data)
    {
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, Json);
        writer.WriteStartObject();
        data(writer);
        writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteBoolean("success"u8, isSuccess);
        writer.WriteEndObject();
        await writer.FlushAsync().ConfigureAwait(false);
    }

    [GeneratedRegex("line (?<line>[0-9]{1,9}) at position (?<pos>[0-9]{1,9})")]
    private static partial Regex Place();
}

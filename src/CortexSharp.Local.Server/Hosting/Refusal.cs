using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>Refuses a request before any endpoint sees it.</summary>
internal static class Refusal
{
    /// <summary>Writes <c>{code, message}</c>, which all of Snowflake's REST endpoints have in common.</summary>
    public static async Task WriteAsync(HttpResponse response, HttpStatusCode status, string? code, string message)
    {
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        if (code is not null)
            writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
        await writer.FlushAsync().ConfigureAwait(false);
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>Refuses a request before any endpoint sees it.</summary>
internal static class Refusal
{
    /// <summary>Gives a request that no endpoint takes a body that says so: a bare status helps nobody.</summary>
    public static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        var response = context.Response;
        if (response.HasStarted || (context.GetEndpoint() is not null && response.StatusCode is not StatusCodes.Status405MethodNotAllowed))
            return;
        await (response.StatusCode switch
        {
            StatusCodes.Status404NotFound => WriteAsync(response, HttpStatusCode.NotFound, null, $"There is no {context.Request.Path} here."),
            StatusCodes.Status405MethodNotAllowed =>
                WriteAsync(response, HttpStatusCode.MethodNotAllowed, null, $"{context.Request.Path} does not take {context.Request.Method}."),
            _ => Task.CompletedTask,
        }).ConfigureAwait(false);
    }

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

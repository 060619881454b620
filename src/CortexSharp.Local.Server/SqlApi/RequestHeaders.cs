using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>What the SQL API demands of a request's headers (Snowflake's page on its reference).</summary>
internal static class RequestHeaders
{
    private const string Json = "application/json";

    /// <summary>Checks a request of any kind.</summary>
    /// <exception cref="RequestException">A header is missing, or says what this API does not give.</exception>
    public static void Check(HttpRequest request)
    {
        if (request.Headers.UserAgent.Count == 0)
        {
            throw new RequestException(
                HttpStatusCode.BadRequest, "390142", null, "The header User-Agent is missing; it must name the client, as in my-program/1.0.");
        }

        if (!request.GetTypedHeaders().Accept.Any(Accepts))
        {
            var accept = request.Headers.Accept.Count == 0 ? "null" : request.Headers.Accept.ToString();
            throw new RequestException(HttpStatusCode.BadRequest, "391902", "0A000", $"Unsupported Accept header {accept} is specified.");
        }
    }

    /// <summary>Checks a request that has a body.</summary>
    /// <exception cref="RequestException">The body is not said to be JSON.</exception>
    public static void CheckContent(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != Json)
            throw new RequestException(HttpStatusCode.UnsupportedMediaType, "390142", null, "The body must be of the type application/json.");
    }

    private static bool Accepts(MediaTypeHeaderValue accepted) => new MediaTypeHeaderValue(Json).IsSubsetOf(accepted);
}

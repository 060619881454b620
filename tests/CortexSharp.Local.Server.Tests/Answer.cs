using System.Net;
using System.Text.Json;

namespace CortexSharp.Local.Server.Tests;

/// <summary>What a server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => Body.GetProperty("code").GetString();

    public string Handle => Body.GetProperty("statementHandle").GetString()!;

    /// <summary>The rows as JSON.</summary>
    public string Data => Body.GetProperty("data").GetRawText();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), headers);
    }
}

using System.Text;
using System.Text.Json;

namespace CortexSharp.Local.Server.Tests.Session;

/// <summary>Speaks the session protocol as the drivers do: bodies as they send them, tokens in their header.</summary>
public abstract class SessionTest : ServerTest
{
    private const string DotnetLogin = """
        {"data":{"CLIENT_APP_ID":".NET","CLIENT_APP_VERSION":"6.0.0.0","ACCOUNT_NAME":"acct","LOGIN_NAME":"u","PASSWORD":"p","AUTHENTICATOR":"snowflake","EXT_AUTHN_DUO_METHOD":"push",
         "CLIENT_ENVIRONMENT":{"APPLICATION":"tests","OS_VERSION":"1","NET_RUNTIME":".NET","NET_VERSION":"10.0"},
         "SESSION_PARAMETERS":{"CLIENT_VALIDATE_DEFAULT_PARAMETERS":true,"CLIENT_SESSION_KEEP_ALIVE":false,"CLIENT_STORE_TEMPORARY_CREDENTIAL":false}}}
        """;

    /// <summary>Logs in as the .NET driver does.</summary>
    private protected async Task<JsonElement> LoginAsync(string query = "") =>
        (await SendAsync(
            HttpMethod.Post, $"/session/v1/login-request?{query}&requestId={Guid.NewGuid()}&request_guid={Guid.NewGuid()}", null,
            DotnetLogin)).GetProperty("data");

    private protected async Task<string> TokenAsync(string query = "") => (await LoginAsync(query)).GetProperty("token").GetString()!;

    /// <summary>Runs a statement as the .NET driver does.</summary>
    private protected Task<JsonElement> QueryAsync(string token, string sql, string bindings = "null", string more = "", Guid? requestId = null) =>
        SendAsync(HttpMethod.Post, $"/queries/v1/query-request?requestId={requestId ?? Guid.NewGuid()}&request_guid={Guid.NewGuid()}", token,
            $$"""{"sqlText":{{JsonSerializer.Serialize(sql)}},"describeOnly":false,"bindings":{{bindings}},"bindStage":null,"parameters":null,"queryContextDTO":{"entries":[]},"asyncExec":false{{more}}}""");

    /// <summary>The rows of a statement as JSON.</summary>
    private protected async Task<string> RowsAsync(string token, string sql, string bindings = "null", string more = "")
    {
        var answer = await QueryAsync(token, sql, bindings, more);
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.GetRawText());
        return answer.GetProperty("data").GetProperty("rowset").GetRawText();
    }

    private protected async Task<JsonElement> SendAsync(
        HttpMethod method, string path, string? token, string? body = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Snowflake Token=\"{token}\"");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request, cancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private protected static (bool Success, string? Code) Verdict(JsonElement answer) =>
        (answer.GetProperty("success").GetBoolean(), answer.GetProperty("code").GetString());
}

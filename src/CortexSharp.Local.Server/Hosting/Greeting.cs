using CortexSharp.Local.Server.Authentication;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>What the tool prints when it listens: the first line is the address alone, for programs that start it.</summary>
internal static class Greeting
{
    /// <summary>The lines.</summary>
    /// <param name="url">Where the server listens.</param>
    /// <param name="credentials">Who may ask; null for everybody.</param>
    public static string Text(Uri url, AcceptedCredentials? credentials)
    {
        var who = credentials is null ? "Any account, user and credentials are taken." : $"It takes {credentials} only.";
        var address = url.ToString().TrimEnd('/');
        return $"""
            {address}
            The offline Cortex listens. {who}
              SQL API    POST {address}/api/v2/statements
              inference  POST {address}/api/v2/cortex/v1/chat/completions (the base URL of an OpenAI client: {address}/api/v2/cortex/v1)
              CortexSharp.Rest   Host = "{address}"
              Snowflake's drivers   Node: accessUrl: '{address}'; .NET: host={url.Host};port={url.Port};scheme=http
            Stop it with Ctrl-C or SIGTERM.
            """;
    }
}

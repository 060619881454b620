namespace CortexSharp.Local.Server.Hosting;

/// <summary>What the tool prints when it listens: the first line is the address alone, for programs that start it.</summary>
internal static class Greeting
{
    /// <summary>The lines.</summary>
    /// <param name="url">Where the server listens.</param>
    public static string Text(Uri url)
    {
        var address = url.ToString().TrimEnd('/');
        return $"""
            {address}
            The offline Cortex listens. Any account, user and credentials are taken.
              SQL API    POST {address}/api/v2/statements
              inference  POST {address}/api/v2/cortex/v1/chat/completions (the base URL of an OpenAI client: {address}/api/v2/cortex/v1)
              CortexSharp.Rest   Host = "{address}"
              Snowflake's drivers   Node: accessUrl: '{address}'; .NET: host={url.Host};port={url.Port};scheme=http
            Stop it with Ctrl-C or SIGTERM.
            """;
    }
}

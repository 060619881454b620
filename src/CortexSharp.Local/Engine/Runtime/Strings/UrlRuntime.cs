namespace CortexSharp.Local.Engine.Runtime.Strings;

/// <summary>Addresses taken apart.</summary>
internal static class UrlRuntime
{
    public static IEnumerable<RuntimeFunction> All => [new("parse_url", static call => call.ReturnText(Parse(call.Text(0), call.Boolean(1))))];

    private static string Parse(string url, bool permissive)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return permissive
                ? JsonText.Object([("error", JsonText.Quote("scheme not specified"))])
                : throw new LocalSqlException(100139, "22P02", $"Error parsing URL: scheme not specified: {url}");
        }

        var scheme = url[..colon].ToLowerInvariant();
        var rest = url[(colon + 1)..];
        var fragment = CutBehind(ref rest, '#');
        var query = CutBehind(ref rest, '?');
        string? host = null;
        string? port = null;
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            host = rest[2..];
            var path = host.IndexOf('/', StringComparison.Ordinal);
            rest = path < 0 ? "" : host[(path + 1)..];
            host = path < 0 ? host : host[..path];
            // A colon may also stand between user and password, before the @.
            var at = host.LastIndexOf(':');
            if (at > host.LastIndexOf('@') && at > host.LastIndexOf(']'))
                (host, port) = (host[..at], host[(at + 1)..]);
        }

        return JsonText.Object(
        [
            ("fragment", Quoted(fragment)), ("host", Quoted(host)), ("parameters", Parameters(query)), ("path", Quoted(rest)), ("port", Quoted(port)),
            ("query", Quoted(query)),
            ("scheme", Quoted(scheme)),
        ]);
    }

    private static string? CutBehind(ref string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var behind = text[(at + 1)..];
        text = text[..at];
        return behind;
    }

    private static string Quoted(string? text) => text is null ? "null" : JsonText.Quote(text);

    /// <summary>The query's parameters; of several with one name the last counts.</summary>
    private static string Parameters(string? query)
    {
        if (query is null)
            return "null";
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            parameters[equals < 0 ? pair : pair[..equals]] = equals < 0 ? "null" : JsonText.Quote(pair[(equals + 1)..]);
        }

        return JsonText.Object(parameters.Select(p => (p.Key, p.Value)));
    }
}

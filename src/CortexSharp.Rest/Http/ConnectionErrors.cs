namespace CortexSharp.Rest.Http;

/// <summary>What it means when no response came, or a response broke off.</summary>
internal static class ConnectionErrors
{
    /// <summary>Whether the server cannot have seen the request, so that sending it again repeats nothing.</summary>
    public static bool NeverSent(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>Whether trying again soon makes sense, besides being safe: a wrong certificate or a proxy that refuses will do so again.</summary>
    public static bool MayRepeat(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError;

    /// <summary>The exception, saying what to check.</summary>
    /// <param name="exception">What the handler threw: an <see cref="HttpRequestException"/> or, while a body is read, an
    /// <see cref="IOException"/>.</param>
    /// <param name="model">The model that was called, when one was.</param>
    public static CortexException ToException(Exception exception, string? model = null)
    {
        var error = exception switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException body => body.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        var what = error switch
        {
            HttpRequestError.NameResolutionError => $"The account's host name cannot be resolved. {RefusalCause.CheckAccount} Check the DNS behind "
                + "PrivateLink.",
            HttpRequestError.ConnectionError => "The account's host does not take a connection. Check the network, a firewall and the port.",
            HttpRequestError.SecureConnectionError => "The TLS connection was refused. A host name with '_' fits no certificate: write '-'. "
                + "A proxy that opens TLS needs its root certificate trusted on this machine. A clock that is wrong makes a "
                + "certificate look expired.",
            HttpRequestError.ProxyTunnelError => $"The proxy refuses a tunnel to the account's host. {RefusalCause.CheckProxy}",
            _ => "The connection was lost. The request may have run all the same.",
        };
        return new CortexException(CortexErrorKind.Network, what, exception)
        {
            Model = model,
            IsTransient = error is not (HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError),
        };
    }
}

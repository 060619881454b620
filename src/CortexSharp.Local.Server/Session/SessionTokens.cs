namespace CortexSharp.Local.Server.Session;

/// <summary>The tokens of a session.</summary>
/// <param name="Session">Goes with each request.</param>
/// <param name="Master">Renews the session token.</param>
internal readonly record struct SessionTokens(string Session, string Master)
{
    /// <summary>Does not show them.</summary>
    public override string ToString() => "tokens";
}

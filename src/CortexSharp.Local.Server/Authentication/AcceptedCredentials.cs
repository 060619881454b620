namespace CortexSharp.Local.Server.Authentication;

/// <summary>Who may ask.</summary>
public sealed record AcceptedCredentials
{
    /// <summary>The RSA public keys of users, in PEM, by the users' names in any case.</summary>
    public IReadOnlyDictionary<string, string> PublicKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Tokens that are taken as they are: OAuth's, or programmatic access tokens.</summary>
    public IReadOnlyCollection<string> Tokens { get; init; } = [];

    /// <summary>Names the users only.</summary>
    public override string ToString() => $"credentials of {string.Join(", ", PublicKeys.Keys)} and {Tokens.Count} tokens";
}

namespace CortexSharp.Local.Server.Authentication;

/// <summary>Who may ask.</summary>
public sealed record AcceptedCredentials
{
    /// <summary>The RSA public keys of users, in PEM, by the users' names in any case.</summary>
    public IReadOnlyDictionary<string, string> PublicKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Tokens that are taken as they are: OAuth's, or programmatic access tokens.</summary>
    public IReadOnlyCollection<string> Tokens { get; init; } = [];

    /// <summary>Names the users, and says how many tokens there are.</summary>
    public override string ToString()
    {
        var tokens = Tokens.Count == 1 ? "1 token" : $"{Tokens.Count} tokens";
        return PublicKeys.Count == 0 ? tokens : $"key pairs of {string.Join(", ", PublicKeys.Keys)} and {tokens}";
    }
}

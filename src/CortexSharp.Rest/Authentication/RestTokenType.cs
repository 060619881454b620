namespace CortexSharp.Rest.Authentication;

/// <summary>The kind of a token, as the header <c>X-Snowflake-Authorization-Token-Type</c> names it.</summary>
/// <param name="Value">The header's value.</param>
public readonly record struct RestTokenType(string Value)
{
    /// <summary>A JSON web token signed with the user's private key.</summary>
    public static RestTokenType KeyPairJwt { get; } = new("KEYPAIR_JWT");

    /// <summary>An OAuth access token, Snowflake's or an external provider's.</summary>
    public static RestTokenType OAuth { get; } = new("OAUTH");

    /// <summary>A programmatic access token.</summary>
    public static RestTokenType ProgrammaticAccessToken { get; } = new("PROGRAMMATIC_ACCESS_TOKEN");

    /// <summary>A cloud provider's token for a workload, in the form <c>WIF.provider.token</c>.</summary>
    public static RestTokenType WorkloadIdentity { get; } = new("WORKLOAD_IDENTITY_FEDERATION");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

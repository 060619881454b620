namespace CortexSharp.Rest.Authentication;

/// <summary>Who vouches for a workload, as <c>WIF.provider.token</c> names it.</summary>
/// <param name="Value">The name in that text.</param>
public readonly record struct WorkloadIdentityProvider(string Value)
{
    /// <summary>Amazon Web Services.</summary>
    public static WorkloadIdentityProvider Aws { get; } = new("AWS");

    /// <summary>Microsoft Azure (Entra ID).</summary>
    public static WorkloadIdentityProvider Azure { get; } = new("AZURE");

    /// <summary>Google Cloud.</summary>
    public static WorkloadIdentityProvider Gcp { get; } = new("GCP");

    /// <summary>An OpenID Connect provider, such as Kubernetes or GitHub Actions.</summary>
    public static WorkloadIdentityProvider Oidc { get; } = new("OIDC");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

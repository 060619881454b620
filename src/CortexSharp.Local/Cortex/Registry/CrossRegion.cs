using System.Collections.Immutable;

namespace CortexSharp.Local.Cortex.Registry;

/// <summary>Where requests may be served beside the account's own region (Snowflake's page Cross-region inference).</summary>
internal static class CrossRegion
{
    public const string Anywhere = "ANY_REGION";
    public const string Disabled = "DISABLED";

    private const string Global = "_GLOBAL";

    /// <summary>The values that <c>CORTEX_ENABLED_CROSS_REGION</c> takes, alone or as a list.</summary>
    public static ImmutableArray<string> Values { get; } =
        [
            Anywhere, "AWS_GLOBAL", "AZURE_GLOBAL", "GCP_GLOBAL", "AWS_US", "AWS_EU", "AWS_APJ", "AWS_JP", "AWS_AU", "AZURE_US", "AZURE_EU", "GCP_US",
            Disabled,
        ];

    /// <summary>Whether a model offered in some places is reached by what the account allows.</summary>
    /// <param name="allowed">The account's values.</param>
    /// <param name="offered">Where the model is offered across regions.</param>
    public static bool Reaches(IReadOnlyCollection<string> allowed, IEnumerable<string> offered) => offered.Any(place => allowed.Any(a =>
        a == Anywhere || a == place
        || (a.EndsWith(Global, StringComparison.Ordinal) && place.StartsWith(a[..^(Global.Length - 1)], StringComparison.Ordinal))));
}

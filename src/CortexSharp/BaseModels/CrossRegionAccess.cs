namespace CortexSharp.BaseModels;

/// <summary>What <c>CORTEX_ENABLED_CROSS_REGION</c> allows (Snowflake's page "Cross-region inference").</summary>
internal static class CrossRegionAccess
{
    private const string Anywhere = "ANY_REGION";
    private const string Global = "GLOBAL";

    /// <summary>Whether a model offered across regions in some places is reached.</summary>
    /// <param name="allowed">The parameter's value: one or several places separated by commas, or <c>DISABLED</c>.</param>
    /// <param name="offered">Where the model is offered.</param>
    public static bool Reaches(string allowed, IReadOnlyList<string> offered) =>
        allowed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(a => offered.Any(o => Covers(a, o)));

    private static bool Covers(string allowed, string offered) =>
        allowed.Equals(Anywhere, StringComparison.OrdinalIgnoreCase)
        || allowed.Equals(offered, StringComparison.OrdinalIgnoreCase)
        // AWS_GLOBAL is all of AWS.
        || (allowed.EndsWith("_" + Global, StringComparison.OrdinalIgnoreCase)
            && offered.StartsWith(allowed[..^Global.Length], StringComparison.OrdinalIgnoreCase));
}

namespace CortexSharp.Local;

/// <summary>Something that Snowflake has and the offline Cortex has not; whoever knows the statement's text adds the place.</summary>
/// <param name="feature">The construct.</param>
/// <param name="reason">Why not, or what there is instead.</param>
internal sealed class UnsupportedFeatureException(string feature, string reason)
    : LocalSqlException(2, "0A000", $"SQL compilation error:\nUnsupported feature '{feature}': {reason}")
{
    public string Feature { get; } = feature;

    public string Reason { get; } = reason;
}

using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What a model was used for on one day (UTC).</summary>
/// <param name="Day">The day.</param>
/// <param name="View">Where it is from: calls by SQL and requests over REST are counted apart.</param>
/// <param name="Records">How many rows the view has: of SQL one for each statement and hour, over REST one for each request.</param>
/// <param name="Tokens">The tokens; null when none of the rows tells them.</param>
/// <param name="Credits">The credits, one amount for each unit; empty when not known.</param>
public sealed record ModelUsageDay(DateOnly Day, UsageView View, long Records, long? Tokens, IReadOnlyList<Amount> Credits);

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>A candidate that answers a share of the calls, so that live answers can be compared.</summary>
/// <param name="Model">The candidate's name.</param>
/// <param name="Percent">The share of calls, more than 0 and at most 100; kept to a hundredth.</param>
public sealed record Canary(string Model, decimal Percent);

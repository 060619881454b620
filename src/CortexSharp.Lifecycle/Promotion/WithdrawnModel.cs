namespace CortexSharp.Lifecycle.Promotion;

/// <summary>A model that can be promoted, set as canary and rolled back to no more.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who withdrew it.</param>
/// <param name="WithdrawnAt">When.</param>
public sealed record WithdrawnModel(string Model, string Reason, string? Actor, DateTimeOffset WithdrawnAt);

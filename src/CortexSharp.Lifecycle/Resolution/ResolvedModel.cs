namespace CortexSharp.Lifecycle.Resolution;

/// <summary>The model that a call goes to.</summary>
/// <param name="Model">Its name.</param>
/// <param name="IsCanary">Whether it is the candidate, so that its answers can be compared with those of the live model.</param>
/// <param name="Generation">The generation of the live model.</param>
public sealed record ResolvedModel(string Model, bool IsCanary, long Generation);

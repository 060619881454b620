namespace CortexSharp.Lifecycle.Promotion;

/// <summary>What a use case calls.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Model">The model's name; null while none was promoted.</param>
/// <param name="Generation">How often the model was changed, rollbacks included; 0 while none was promoted.</param>
/// <param name="PromotionId">The change that put it there; null while none was promoted.</param>
public sealed record LiveModel(string UseCase, string? Model, long Generation, Guid? PromotionId)
{
    /// <summary>The model that a share of calls goes to instead; <see langword="null"/> when there is none.</summary>
    public Canary? Canary { get; init; }

    /// <summary>
    /// The stamp of the last change of any kind, of canaries too; <see langword="null"/> before the first. What is to be changed is compared with
    /// it, so a <see cref="LiveModel"/> made by hand changes nothing.
    /// </summary>
    public Guid? Revision { get; init; }
}

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>What a use case has a model for.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Model">The model's name, as it was promoted.</param>
/// <param name="Kind">What for.</param>
public sealed record ModelUse(string UseCase, string Model, ModelUseKind Kind)
{
    /// <summary>A sentence.</summary>
    public override string ToString() => Kind switch
    {
        ModelUseKind.Live => $"It is the live model of '{UseCase}'.",
        ModelUseKind.Canary => $"It is the canary of '{UseCase}'.",
        ModelUseKind.RollbackTarget => $"It is what '{UseCase}' would be rolled back to.",
        _ => $"It was once live for '{UseCase}'.",
    };
}

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>A change of a use case's model, or one that was meant to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UseCase">The use case.</param>
/// <param name="Model">The model that it put, or was to put, live.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record PromotionRecord(Guid Id, string UseCase, string Model, PromotionOutcome Outcome)
{
    /// <summary>The generation that it made; of one that did not come to pass, the one that it would have made.</summary>
    public long Generation { get; init; }

    /// <summary>The change before it; <see langword="null"/> of the first one.</summary>
    public Guid? PredecessorId { get; init; }

    /// <summary>Whether it went back to an earlier model.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Who.</summary>
    public string? Actor { get; init; }

    /// <summary>The evaluation run that justified it.</summary>
    public string? EvaluationRun { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

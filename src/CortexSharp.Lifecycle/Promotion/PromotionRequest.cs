namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Asks that a use case call another model.</summary>
public sealed record PromotionRequest : ModelChangeRequest
{
    /// <summary>Asks that a use case call another model.</summary>
    /// <param name="useCase">The use case, such as <c>support</c>; compared exactly.</param>
    /// <param name="model">The model's name as it is called: a tuned model's full name, or a base model's.</param>
    /// <param name="reason">Why, for the history.</param>
    public PromotionRequest(string useCase, string model, string reason)
        : base(useCase, reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        Model = model;
    }

    /// <summary>The model's name.</summary>
    public string Model { get; init; }

    /// <summary>The evaluation run that justifies it.</summary>
    public string? EvaluationRun { get; init; }
}

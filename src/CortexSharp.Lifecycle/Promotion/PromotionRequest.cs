namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Asks that a use case call another model.</summary>
public sealed record PromotionRequest
{
    /// <summary>Asks that a use case call another model.</summary>
    /// <param name="useCase">The use case, such as <c>support</c>; compared exactly.</param>
    /// <param name="model">The model's name as it is called: a tuned model's full name, or a base model's.</param>
    /// <param name="reason">Why, for the history.</param>
    public PromotionRequest(string useCase, string model, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        UseCase = useCase;
        Model = model;
        Reason = reason;
    }

    /// <summary>The use case.</summary>
    public string UseCase { get; init; }

    /// <summary>The model's name.</summary>
    public string Model { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; }

    /// <summary>The id of this change, which a caller may have written down before: the same promotion asked for again is carried out once.</summary>
    /// <value>Default: a new one.</value>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Who promotes.</summary>
    /// <value>Default: <see langword="null"/>, the user of the connection.</value>
    public string? Actor { get; init; }

    /// <summary>The evaluation run that justifies it.</summary>
    public string? EvaluationRun { get; init; }

    /// <summary>
    /// The generation that is to be replaced: promotes only if nobody changed the model since the caller looked. <see langword="null"/>, the default, replaces whatever is there when the
    /// promotion begins.
    /// </summary>
    public long? ExpectedGeneration { get; init; }

    /// <summary>Roles that are granted USAGE on the model before it goes live: a role that may not call it would see it as an unknown model.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> GrantUsageTo { get; init; } = [];

    /// <summary>What the model is asked before it goes live, for an answer of a few tokens; that it answers is proof that it can be called. Billed.</summary>
    /// <value>Default: <c>ping</c>. <see langword="null"/>: it is not asked, and may turn out not to answer.</value>
    public string? Probe { get; init; } = "ping";

    /// <summary>The role that probes; best the one that the application has.</summary>
    /// <value>Default: <see langword="null"/>, the connection's own.</value>
    public string? ProbeRole { get; init; }
}

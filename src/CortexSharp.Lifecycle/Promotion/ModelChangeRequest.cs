namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Asks that a use case call another model, later one or earlier one.</summary>
public abstract record ModelChangeRequest : CallableModelRequest
{
    private protected ModelChangeRequest(string useCase, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(useCase);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        UseCase = useCase;
        Reason = reason;
    }

    /// <summary>The use case.</summary>
    public string UseCase { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; }

    /// <summary>The id of this change, which a caller may have written down before: the same change asked for again is carried out once.</summary>
    /// <value>Default: a new one.</value>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>Who asks.</summary>
    /// <value>Default: <see langword="null"/>, the user of the connection.</value>
    public string? Actor { get; init; }

    /// <summary>
    /// The generation that is to be replaced: changes the model only if nobody did since the caller looked; 0 where none was promoted yet.
    /// <see langword="null"/>, the default, replaces whatever is there when the change begins.
    /// </summary>
    public long? ExpectedGeneration { get; init; }
}

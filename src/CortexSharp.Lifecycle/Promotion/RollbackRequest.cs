namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Asks that a use case go back to the model before.</summary>
/// <remarks>
/// Give it an <see cref="ModelChangeRequest.Id"/> or <see cref="ModelChangeRequest.ExpectedGeneration"/> where it may be asked for again, such as
/// after a lost connection: a second rollback of another id goes one model further back.
/// </remarks>
public sealed record RollbackRequest : ModelChangeRequest
{
    /// <summary>Asks that a use case go back to the model before.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="reason">Why, for the history.</param>
    public RollbackRequest(string useCase, string reason)
        : base(useCase, reason)
    {
    }
}

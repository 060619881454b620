using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Versions;

/// <summary>Asks for the next version of a use case.</summary>
/// <param name="UseCase">The use case.</param>
/// <param name="Name">What the model's name begins with; <c>_V</c> and the number follow.</param>
/// <param name="BaseModel">The model that will be tuned.</param>
public sealed record ModelVersionRequest(string UseCase, SqlIdentifier Name, string BaseModel)
{
    /// <summary>The version's id, which a caller may have written down before: the same request made again gives the same version.</summary>
    /// <value>Default: a new one.</value>
    public Guid Id { get; init; } = Guid.NewGuid();
}

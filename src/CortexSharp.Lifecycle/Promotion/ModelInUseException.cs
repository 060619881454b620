namespace CortexSharp.Lifecycle.Promotion;

/// <summary>A model was not withdrawn, because a use case calls it, or would after a rollback.</summary>
public sealed class ModelInUseException : CortexException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="model">The model.</param>
    /// <param name="uses">What stands in the way; not empty.</param>
    public ModelInUseException(string model, IReadOnlyList<ModelUse> uses)
        : base(CortexErrorKind.Conflict, $"{model} was not withdrawn. {string.Join(' ', uses ?? throw new ArgumentNullException(nameof(uses)))}")
    {
        Model = model;
        Uses = uses;
    }

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<ModelUse> Uses { get; }
}

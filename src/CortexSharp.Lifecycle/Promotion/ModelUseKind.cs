namespace CortexSharp.Lifecycle.Promotion;

/// <summary>What a use case has a model for.</summary>
public enum ModelUseKind
{
    /// <summary>It calls it.</summary>
    Live,

    /// <summary>A share of its calls goes there.</summary>
    Canary,

    /// <summary>A rollback would go there.</summary>
    RollbackTarget,

    /// <summary>It called it earlier.</summary>
    Earlier,
}

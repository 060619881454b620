namespace CortexSharp.Lifecycle.Promotion;

/// <summary>What became of a promotion or rollback.</summary>
public enum PromotionOutcome
{
    /// <summary>It is, or was, the live model's.</summary>
    Done,

    /// <summary>Another one came first.</summary>
    Lost,

    /// <summary>It was asked for and neither done nor lost: under way, or its process died. The same request made again carries it out.</summary>
    Pending,
}

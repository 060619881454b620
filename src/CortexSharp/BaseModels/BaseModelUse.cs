namespace CortexSharp.BaseModels;

/// <summary>What a base model is wanted for.</summary>
public enum BaseModelUse
{
    /// <summary>To be called.</summary>
    Call,

    /// <summary>To be fine-tuned. A tuned model is served in the account's own region only.</summary>
    Tune,
}

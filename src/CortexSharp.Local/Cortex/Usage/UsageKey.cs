namespace CortexSharp.Local.Cortex.Usage;

/// <summary>What usage is added up by within a statement.</summary>
/// <param name="Function">The function's name, as the views show it.</param>
/// <param name="Model">The model's name, as the views show it; empty where the call names none.</param>
/// <param name="PricedAs">What is billed: a base model, or the function.</param>
/// <param name="Hour">The hour since 1970.</param>
internal readonly record struct UsageKey(string Function, string Model, string PricedAs, long Hour)
{
    /// <summary>What stands for a function's name where a model was asked over REST.</summary>
    public const string Rest = "";

    public const long MillisecondsOfHour = 3_600_000;
}

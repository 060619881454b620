namespace CortexSharp.Usage;

/// <summary>What an amount is counted in. Snowflake bills inference and training in different credits, which have different prices.</summary>
/// <param name="Value">The unit's name.</param>
public readonly record struct AmountUnit(string Value)
{
    /// <summary>The credits in which AI functions, the REST API and search are billed since April 2026; the same price in all editions.</summary>
    public static AmountUnit AiCredit { get; } = new("AI credit");

    /// <summary>The credits in which warehouses are billed, and fine-tuning; their price depends on the edition and the contract.</summary>
    public static AmountUnit PlatformCredit { get; } = new("platform credit");

    /// <summary>A currency.</summary>
    /// <param name="currency">Its code, such as <c>USD</c>.</param>
    public static AmountUnit Money(string currency)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(currency);
        return new(currency);
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

namespace CortexSharp.Local.Cortex.Usage;

/// <summary>Turns tokens into credits by the rates that the user gave.</summary>
/// <param name="rates">The rates.</param>
internal sealed class Credits(IEnumerable<CreditRate> rates)
{
    /// <summary>
    /// The digits behind the point with which credits are kept: a NUMBER(38,12), in which a token of the cheapest model still shows.
    /// </summary>
    public const int Scale = 12;

    private const decimal UnitsPerCredit = 1_000_000_000_000;
    private const decimal TokensOfRate = 1_000_000;

    private readonly Dictionary<string, CreditRate> _rates = rates.ToDictionary(r => r.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The credits of input tokens, in units of 10⁻¹²; null when the rate is not known.</summary>
    public long? Input(string name, long tokens) => Units(_rates.GetValueOrDefault(name)?.Input, tokens);

    /// <summary>The credits of output tokens, in units of 10⁻¹²; null when the rate is not known.</summary>
    public long? Output(string name, long tokens) => Units(_rates.GetValueOrDefault(name)?.Output, tokens);

    /// <summary>The credits of trained tokens, in units of 10⁻¹²; null when the rate is not known.</summary>
    public long? Training(string name, long tokens) => Units(_rates.GetValueOrDefault(name)?.Training, tokens);

    private static long? Units(decimal? rate, long tokens) =>
        rate is { } known ? (long)decimal.Round(tokens * known / TokensOfRate * UnitsPerCredit) : null;
}

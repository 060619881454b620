namespace CortexSharp.Evaluation.Reports;

/// <summary>What a report shows. The same report with the same options is the same file, byte for byte.</summary>
public sealed record ReportOptions
{
    private const int MostCases = 2_000;

    /// <summary>The measure that cases, slices and history are shown by.</summary>
    /// <value><see langword="null"/> by default: the first one.</value>
    public string? Measure { get; init; }

    /// <summary>How many cases the HTML file shows at most: regressions first, the worst ones before all, then a sample of the others.</summary>
    /// <value>2,000 by default, which is also the most: the full set is in the JSON Lines. 0: no table of cases.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or above 2,000.</exception>
    public int MaxCases
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxCases));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostCases, nameof(MaxCases));
            field = value;
        }
    } = MostCases;

    /// <summary>The seed of the sample.</summary>
    /// <value>12345 by default.</value>
    public int Seed { get; init; } = 12345;

    /// <summary>
    /// How many characters of a text the HTML file shows at most. Texts are cut further, visibly, where the file would be over 10 MB.
    /// </summary>
    /// <value>4,000 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public int MaxTextLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 4_000;
}

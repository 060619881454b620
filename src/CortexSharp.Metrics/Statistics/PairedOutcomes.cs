namespace CortexSharp.Metrics.Statistics;

/// <summary>How often each of two systems was right on the same items.</summary>
/// <param name="Both">Items that both have right.</param>
/// <param name="OnlyFirst">Items that only the first has right.</param>
/// <param name="OnlySecond">Items that only the second has right.</param>
/// <param name="Neither">Items that neither has right.</param>
public readonly record struct PairedOutcomes(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>How many items there are.</summary>
    public int Items => Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>How much larger the second system's share of right items is, -1 to 1; not a number without items.</summary>
    public double Difference => (OnlySecond - OnlyFirst) / (double)Items;

    /// <summary>
    /// How many items only the second has right for each that only the first has: 1 for equal systems, infinity when the first never wins alone, not
    /// a number when they never differ. The conditional estimate of the odds ratio for matched pairs.
    /// </summary>
    public double OddsRatio => OnlySecond / (double)OnlyFirst;

    /// <summary>Counts the outcomes of two systems.</summary>
    /// <param name="first">Whether the first system has each item right.</param>
    /// <param name="second">Whether the second system has each item right.</param>
    /// <exception cref="ArgumentException">The systems have not the same number of items.</exception>
    public static PairedOutcomes Count(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} outcomes of the first system but {second.Length} of the second.", nameof(second));

        int both = 0, onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] && second[i])
                both++;
            else if (first[i])
                onlyFirst++;
            else if (second[i])
                onlySecond++;
        }

        return new PairedOutcomes(both, onlyFirst, onlySecond, first.Length - both - onlyFirst - onlySecond);
    }
}

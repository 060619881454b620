using System.Globalization;

namespace CortexSharp.Metrics;

/// <summary>How <see cref="Chrf"/> scores. As it is: chrF2, sacrebleu's default.</summary>
public sealed record ChrfOptions
{
    /// <summary>The most orders of both kinds together.</summary>
    internal const int MaxOrders = 16;

    internal static readonly ChrfOptions Default = new();

    /// <summary>chrF++: words and pairs of words count too (M. Popović, 2017).</summary>
    public static ChrfOptions PlusPlus { get; } = new() { WordOrder = 2 };

    /// <summary>The longest character n-grams that count, in code points, 1 to 16.</summary>
    /// <value>6 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1 or, with <see cref="WordOrder"/>, more than 16.</exception>
    public int CharacterOrder
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value + WordOrder, MaxOrders, nameof(CharacterOrder));
            field = value;
        }
    } = 6;

    /// <summary>The longest word n-grams that count; 0 for none, which is chrF, and 2 for chrF++.</summary>
    /// <value>0 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0 or, with <see cref="CharacterOrder"/>, more than 16.</exception>
    public int WordOrder
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value + CharacterOrder, MaxOrders, nameof(WordOrder));
            field = value;
        }
    }

    /// <summary>How many times as much recall counts as precision.</summary>
    /// <value>2 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not a positive number.</exception>
    public double Beta
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Beta), value, "Beta is a positive number.");
    } = 2;

    /// <summary>Whether case is overlooked.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space counts among the characters.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool Whitespace { get; init; }

    /// <summary>
    /// Whether all orders count and those without n-grams are smoothed, as in chrF++.py, Moses and NLTK, instead of being left out.
    /// </summary>
    /// <value><see langword="false"/> by default.</value>
    public bool EpsilonSmoothing { get; init; }

    /// <summary>The number of orders of both kinds.</summary>
    internal int Orders => CharacterOrder + WordOrder;

    /// <summary>Every setting, in sacrebleu's form, so that a figure can be reproduced.</summary>
    /// <param name="references">How many references each segment has; null when it varies.</param>
    /// <returns>For example <c>nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:CortexSharp-0.1.0</c>.</returns>
    public string Signature(int? references = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $"nrefs:{(references is { } count ? count : "var")}|case:{(Lowercase ? "lc" : "mixed")}|eff:{(EpsilonSmoothing ? "no" : "yes")}"
        + $"|nc:{CharacterOrder}|nw:{WordOrder}|space:{(Whitespace ? "yes" : "no")}|version:{LibraryVersion.Text}");
}

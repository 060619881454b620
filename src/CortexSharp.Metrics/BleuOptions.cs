using System.Globalization;
using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>How BLEU tokenizes, counts and smooths. The defaults are those of sacrebleu's class <c>BLEU</c> and of <c>corpus_bleu</c>.</summary>
public sealed record BleuOptions
{
    /// <summary>The highest order there can be.</summary>
    public const int HighestOrder = NGramOrders.Most;

    /// <summary>What <see cref="BleuCorpus"/> does unless told otherwise: sacrebleu's <c>corpus_bleu</c>.</summary>
    public static BleuOptions ForCorpora { get; } = new();

    /// <summary>
    /// What <see cref="Bleu.Sentence(ReadOnlySpan{char}, ReadOnlySpan{char}, BleuOptions?)"/> does unless told otherwise: sacrebleu's
    /// <c>sentence_bleu</c>, which only looks at the orders that a candidate is long enough for.
    /// </summary>
    public static BleuOptions ForSentences { get; } = new() { EffectiveOrder = true };

    /// <summary>The highest order of n-grams, 1 to <see cref="HighestOrder"/>.</summary>
    /// <value>4 by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is not within that range.</exception>
    public int MaxOrder
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, HighestOrder);
            field = value;
        }
    } = 4;

    /// <summary>How texts are split.</summary>
    /// <value><see cref="BleuTokenizer.Mteval13a"/> by default.</value>
    public BleuTokenizer Tokenizer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = BleuTokenizer.Mteval13a;

    /// <summary>Whether texts are lower-cased first, by Unicode's full mapping as in Python.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool Lowercase { get; init; }

    /// <summary>What becomes of orders without matches.</summary>
    /// <value><see cref="BleuSmoothing.Exponential"/> by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is none of those that there are.</exception>
    public BleuSmoothing Smoothing
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "There is no such smoothing.");
    }

    /// <summary>The number that <see cref="BleuSmoothing.Floor"/> and <see cref="BleuSmoothing.AddK"/> work with; the others have none.</summary>
    /// <value><see langword="null"/> by default: 0.1 for the one and 1 for the other.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a finite number.</exception>
    public double? SmoothingValue
    {
        get;
        init => field = value is null or (>= 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(SmoothingValue), value, "The smoothing value is a number of 0 or more.");
    }

    /// <summary>Whether a candidate too short for an order is scored on the lower ones; otherwise its score is 0, smoothed or not.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool EffectiveOrder { get; init; }

    internal double UsedSmoothingValue => SmoothingValue ?? (Smoothing == BleuSmoothing.Floor ? 0.1 : 1);

    /// <summary>
    /// Says how a score was computed, for reports, in sacrebleu's form:
    /// <c>nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:CortexSharp-0.1.0</c>. An order other than 4, which sacrebleu leaves out,
    /// stands before the version.
    /// </summary>
    /// <param name="numberOfReferences">How many references each segment has; <see langword="null"/> if that varies.</param>
    public string Signature(int? numberOfReferences = 1)
    {
        var signature = new StringBuilder();
        var smoothing = Smoothing switch
        {
            BleuSmoothing.Floor => string.Create(CultureInfo.InvariantCulture, $"floor[{Rounded.Text(UsedSmoothingValue, 2)}]"),
            BleuSmoothing.AddK => string.Create(CultureInfo.InvariantCulture, $"add-k[{Rounded.Text(UsedSmoothingValue, 2)}]"),
            BleuSmoothing.None => "none",
            _ => "exp",
        };
        signature.Append(CultureInfo.InvariantCulture, $"nrefs:{numberOfReferences?.ToString(CultureInfo.InvariantCulture) ?? "var"}");
        signature.Append(CultureInfo.InvariantCulture, $"|case:{(Lowercase ? "lc" : "mixed")}|eff:{(EffectiveOrder ? "yes" : "no")}");
        signature.Append(CultureInfo.InvariantCulture, $"|tok:{Tokenizer.Name}|smooth:{smoothing}");
        if (MaxOrder != 4)
            signature.Append(CultureInfo.InvariantCulture, $"|order:{MaxOrder}");
        signature.Append(CultureInfo.InvariantCulture, $"|version:{LibraryVersion.Text}");
        return signature.ToString();
    }
}

using System.Numerics;

namespace CortexSharp.Metrics.Summaries;

/// <summary>What a set of ROUGE types asks for.</summary>
internal static class RougeTypeSet
{
    private const RougeTypes Runs = RougeTypes.Rouge9 | (RougeTypes.Rouge9 - 1);

    /// <exception cref="ArgumentOutOfRangeException">There is no ROUGE-N of this order.</exception>
    public static RougeTypes OfOrder(int n) => n is >= 1 and <= 9
        ? (RougeTypes)(1 << (n - 1))
        : throw new ArgumentOutOfRangeException(nameof(n), n, "ROUGE-N counts runs of 1 to 9 words.");

    /// <exception cref="ArgumentOutOfRangeException">There is a bit that is no type.</exception>
    public static void ThrowIfUnknown(this RougeTypes types)
    {
        if ((types & ~RougeTypes.All) != 0)
            throw new ArgumentOutOfRangeException(nameof(types), types, "Not a set of ROUGE types.");
    }

    /// <exception cref="ArgumentOutOfRangeException">It is not exactly one type.</exception>
    public static void ThrowIfNotOne(this RougeTypes type)
    {
        if ((type & RougeTypes.All) != type || !BitOperations.IsPow2((int)type))
            throw new ArgumentOutOfRangeException(nameof(type), type, "A score is of one ROUGE type.");
    }

    public static bool Has(this RougeTypes types, RougeTypes type) => (types & type) != 0;

    /// <summary>The longest run of words that is counted; 0 for none.</summary>
    public static int MaxOrder(this RougeTypes types) => 32 - BitOperations.LeadingZeroCount((uint)(types & Runs));

    public static IEnumerable<RougeTypes> Each(this RougeTypes types)
    {
        for (var left = (uint)types; left != 0; left &= left - 1)
            yield return (RougeTypes)(left & (~left + 1));
    }

    /// <summary>The type's name in rouge_score's results: <c>rouge1</c>, <c>rougeLsum</c>.</summary>
    public static string Name(this RougeTypes type) => type switch
    {
        RougeTypes.RougeL => "rougeL",
        RougeTypes.RougeLsum => "rougeLsum",
        _ => "rouge" + type.MaxOrder(),
    };
}

using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics;

/// <summary>For each order, characters first, the numbers of n-grams of the candidate, of the reference, and of matches: three numbers an order.</summary>
/// <remarks>A candidate's n-grams count only in orders of which the reference has any, as in sacrebleu's <c>_get_match_statistics</c>.</remarks>
[InlineArray(3 * ChrfOptions.MaxOrders)]
internal struct ChrfStatistics
{
    private long _first;
}

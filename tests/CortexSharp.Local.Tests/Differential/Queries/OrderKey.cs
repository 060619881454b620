using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>One key of an order.</summary>
/// <param name="Value">What is ordered by.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
/// <param name="NullsFirst">Where nulls go when it is written; else null is the greatest value.</param>
internal sealed record OrderKey(Expression Value, bool IsDescending = false, bool? NullsFirst = null)
{
    public string ToSql() =>
        Value.ToSql() + (IsDescending ? " DESC" : "") + NullsFirst switch { null => "", true => " NULLS FIRST", false => " NULLS LAST" };

    public int Compare(object?[] x, object?[] y) => (Query.Value(Value, x), Query.Value(Value, y)) switch
    {
        (null, null) => 0,
        (null, _) => NullsFirst ?? IsDescending ? -1 : 1,
        (_, null) => NullsFirst ?? IsDescending ? 1 : -1,
        ({ } a, { } b) => Operators.ComparisonOperators.Compare(a, b) * (IsDescending ? -1 : 1),
    };

    public static IComparer<object?[]> Comparer(ImmutableArray<OrderKey> keys) =>
        Comparer<object?[]>.Create((x, y) => keys.Select(k => k.Compare(x, y)).FirstOrDefault(c => c != 0));
}

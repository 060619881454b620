namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>Rows as groups, DISTINCT and set operations tell them apart: null is null, and numbers of one value are one.</summary>
internal sealed class RowComparer : IEqualityComparer<object?[]>
{
    public static readonly RowComparer Instance = new();

    public bool Equals(object?[]? x, object?[]? y) =>
        x!.Zip(y!).All(p => p is (null, null) || (p is ({ } a, { } b) && Operators.ComparisonOperators.Compare(a, b) == 0));

    public int GetHashCode(object?[] row) => row.Length;
}

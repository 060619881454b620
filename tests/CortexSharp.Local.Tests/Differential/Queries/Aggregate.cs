using System.Globalization;
using System.Numerics;

namespace CortexSharp.Local.Tests.Differential.Queries;

/// <summary>An aggregate function of one expression.</summary>
/// <param name="Name">Its name; <c>COUNT(*)</c> for the count of rows.</param>
/// <param name="IsDistinct">Whether equal values count once.</param>
/// <param name="Argument">What is aggregated.</param>
internal sealed record Aggregate(string Name, bool IsDistinct, Expression Argument)
{
    public ModelType Type => Name switch
    {
        "COUNT" or "COUNT(*)" or "COUNT_IF" => ModelType.Integer,
        "AVG" => ModelType.Number(Operators.ArithmeticOperators.QuotientScale(Argument.Type.Scale)),
        "SUM" => ModelType.Number(Argument.Type.Scale),
        _ => Argument.Type,
    };

    public string ToSql() =>
        Name is "COUNT(*)" ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}({(IsDistinct ? "DISTINCT " : "")}{Argument.ToSql()})");

    /// <summary>Its value over rows; nulls do not count.</summary>
    public object? Over(IReadOnlyList<object?[]> rows)
    {
        var values = rows.Select(r => Query.Value(Argument, r)).OfType<object>().ToList();
        if (IsDistinct)
            values = [.. values.Select(v => new object?[] { v }).Distinct(RowComparer.Instance).Select(r => r[0]!)];
        return Name switch
        {
            "COUNT(*)" => Exact.Of(rows.Count),
            "COUNT" => Exact.Of(values.Count),
            "COUNT_IF" => Exact.Of(values.Count(v => v is true)),
            _ when values.Count == 0 => null,
            "SUM" => Narrow(new(Sum(values), Argument.Type.Scale)),
            "AVG" => Narrow(Exact.Quotient(Sum(values) * BigInteger.Pow(10, Type.Scale - Argument.Type.Scale), values.Count, Type.Scale)),
            "MIN" => values.Aggregate((a, b) => Operators.ComparisonOperators.Compare(a, b) <= 0 ? a : b),
            _ => values.Aggregate((a, b) => Operators.ComparisonOperators.Compare(a, b) >= 0 ? a : b),
        };
    }

    /// <summary>A number that the offline Cortex holds; a wider one is no case.</summary>
    private static Exact Narrow(Exact value) => BigInteger.Abs(value.Units) <= long.MaxValue ? value : throw new AmbiguousException();

    private static BigInteger Sum(List<object> values) => values.Cast<Exact>().Aggregate(BigInteger.Zero, (sum, v) => sum + v.Units);
}

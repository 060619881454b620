using System.Collections.Immutable;
using System.Numerics;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Random values that meet each other often: small numbers, few texts, many nulls.</summary>
internal sealed class ValueGenerator(Random random)
{
    private static readonly ImmutableArray<string> Texts =
        [
            "", "a", "A", "ab", "b", "B%", "a_c", "12", "-3.5", "0.125", "007", "abc", "true", "no", "2024-01-31", "é", "e\u0301", "😀", "\uFFFD",
            "a\nb", "a^%", "it's", "\\",
        ];

    private static readonly ImmutableArray<string> Patterns =
    [
        "%", "_", "a%", "%b", "_b%", "a_c", "%a%b%", "^%", "\\_", "A", "%_%", "é", "", "1%", "__", "%\n%",
    ];

    private static readonly ImmutableArray<long> Wholes = [0, 1, -1, 2, 3, 7, 10, -12, 99, 100, 1000, 12345, -99999, 999999999];

    public object? Value(ModelType type, double nulls = 0.2) => random.NextDouble() < nulls ? null : type.Kind switch
    {
        Kind.Number => Number(type),
        Kind.Float => random.Next(-40, 41) / 8.0 * (random.Next(8) == 0 ? 1024 : 1),
        Kind.Text => random.Next(4) == 0 ? Pick(Patterns) : Pick(Texts),
        Kind.Boolean => random.Next(2) == 0,
        _ => new DateOnly(2024, 2, 27).AddDays(random.Next(-2, 5) * (random.Next(6) == 0 ? 365 : 1)),
    };

    public T Pick<T>(ImmutableArray<T> items) => items[random.Next(items.Length)];

    /// <summary>A table of so many rows; the same columns each time, with something before their names.</summary>
    public ModelTable Table(string name, int rows, string prefix = "")
    {
        ImmutableArray<(string Name, ModelType Type)> columns =
        [
            ("id", ModelType.Number(0, 4)), ("n", ModelType.Number(0, 10)), ("m", ModelType.Number(2, 10)), ("q", ModelType.Number(4, 18)),
            ("w", ModelType.Number(6, 18)), ("f", ModelType.Float), ("s", ModelType.Text),
            ("t", ModelType.Text), ("b", ModelType.Boolean), ("c", ModelType.Boolean), ("d", ModelType.Date),
        ];
        return new(
            name,
            [.. columns.Select((c, i) => new Expression.Column(c.Type, prefix + c.Name, i))],
            [.. Enumerable.Range(1, rows).Select(id => columns.Select((c, i) => i == 0 ? Exact.Of(id) : Value(c.Type)).ToArray())]);
    }

    private Exact Number(ModelType type)
    {
        var whole = (BigInteger)Pick(Wholes);
        if (type.Scale > 0 && random.Next(3) > 0)
            return new((whole * 10) + random.Next(-9, 10), type.Scale);
        var value = new Exact(whole, 0).Rescale(type.Scale);
        return BigInteger.Abs(value.Units) < BigInteger.Pow(10, type.Precision) ? value : new(whole, type.Scale);
    }
}

using System.Collections.Immutable;
using System.Text;

namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>Comparison, IN, BETWEEN and their kin.</summary>
internal static class ComparisonOperators
{
    /// <summary>What can be compared with what; the same kinds come first.</summary>
    private static readonly ImmutableArray<Kind>[] Pairs =
    [
        [Kind.Number, Kind.Number], [Kind.Float, Kind.Float], [Kind.Text, Kind.Text], [Kind.Boolean, Kind.Boolean], [Kind.Date, Kind.Date],
        [Kind.Number, Kind.Float], [Kind.Number, Kind.Text], [Kind.Text, Kind.Float], [Kind.Boolean, Kind.Text], [Kind.Text, Kind.Date],
    ];

    public static IEnumerable<Operator> All =>
    [
        .. Pairs.SelectMany(pair => new[]
        {
            Simple("=", pair, c => c == 0),
            Simple("<>", pair, c => c != 0),
            Simple("!=", pair, c => c != 0),
            Simple("<", pair, c => c < 0),
            Simple("<=", pair, c => c <= 0),
            Simple(">", pair, c => c > 0),
            Simple(">=", pair, c => c >= 0),
            Operator.Of("{0} IS DISTINCT FROM {1}", Rank.Comparison, ModelType.Boolean, pair, o => !Same(o[0], o[1])),
            Operator.Of("{0} IS NOT DISTINCT FROM {1}", Rank.Comparison, ModelType.Boolean, pair, o => Same(o[0], o[1])),
            Operator.Of("EQUAL_NULL({0}, {1})", Rank.Primary, ModelType.Boolean, pair, o => Same(o[0], o[1])),
        }),
        .. Enum.GetValues<Kind>().SelectMany(kind => new[]
        {
            Operator.Of("{0} BETWEEN {1} AND {2}", Rank.Comparison, ModelType.Boolean, [kind, kind, kind], o => Between(o)) with { IsStrict = false },
            Operator.Of("{0} NOT BETWEEN {1} AND {2}", Rank.Comparison, ModelType.Boolean, [kind, kind, kind], o => !Between(o)) with
            {
                IsStrict = false,
            },
            Operator.Of("{0} IN ({1}, {2})", Rank.Comparison, ModelType.Boolean, [kind, kind, kind], o => In(o)) with { IsStrict = false },
            Operator.Of("{0} IN ({1}, {2}, {3})", Rank.Comparison, ModelType.Boolean, [kind, kind, kind, kind], o => In(o)) with { IsStrict = false },
            Operator.Of("{0} NOT IN ({1}, {2}, {3})", Rank.Comparison, ModelType.Boolean, [kind, kind, kind, kind], o => !In(o)) with
            {
                IsStrict = false,
            },
            Operator.Of("{0} NOT IN ({1})", Rank.Comparison, ModelType.Boolean, [kind, kind], o => !In(o)) with { IsStrict = false },
        }),
    ];

    /// <summary>Compares two values of one kind; texts by code point.</summary>
    public static int Compare(object a, object b) => (a, b) switch
    {
        (string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y)),
        (Exact x, double y) => x.ToDouble().CompareTo(y),
        (double x, Exact y) => x.CompareTo(y.ToDouble()),
        _ => ((IComparable)Comparable(a)).CompareTo(Comparable(b)),
    };

    // A record struct compares by IComparable<T> only.
    private static object Comparable(object value) => value is Exact exact ? exact.Rescale(18).Units : value;

    public static int? Compare(Operand left, Operand right)
    {
        var type = ModelType.Common(left.Type, right.Type);
        var (a, b) = (left.As(type), right.As(type));
        return a is null || b is null ? null : Compare(a, b);
    }

    /// <summary>Equal, null being equal to null.</summary>
    public static bool Same(Operand left, Operand right) =>
        Compare(left, right) is { } order ? order == 0 : left.Value is null && right.Value is null;

    private static Operator Simple(string symbol, ImmutableArray<Kind> pair, Func<int, bool> holds) =>
        Operator.Of($"{{0}} {symbol} {{1}}", Rank.Comparison, ModelType.Boolean, pair, o => Compare(o[0], o[1]) is { } order ? holds(order) : null);

    private static bool? Between(ImmutableArray<Operand> o) =>
        LogicOperators.Both(
            [() => Compare(o[0], o[1]) is { } low ? low >= 0 : null, () => Compare(o[0], o[2]) is { } high ? high <= 0 : null], decisive: false);

    private static bool? In(ImmutableArray<Operand> o) =>
        LogicOperators.Both(o.Skip(1).Select(item => (Func<bool?>)(() => Compare(o[0], item) is { } order ? order == 0 : null)), decisive: true);
}

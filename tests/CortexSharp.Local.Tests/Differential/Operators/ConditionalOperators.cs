using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>CASE and the functions that choose among their arguments.</summary>
internal static class ConditionalOperators
{
    public static IEnumerable<Operator> All => Enum.GetValues<Kind>().SelectMany(Of).Concat(Choosing(Kind.Float, [Kind.Float, Kind.Number])).Concat(
        Choosing(Kind.Float, [Kind.Number, Kind.Float]))
        .Select(o => o with { IsStrict = false }).Concat(Enum.GetValues<Kind>().SelectMany(Strict)).Concat(
    [
        new("ZEROIFNULL({0})", Rank.Primary, Kind.Number, [Kind.Number], t => t[0], o => o[0].Value ?? new Exact(0, o[0].Type.Scale)),
        new("NULLIFZERO({0})", Rank.Primary, Kind.Number, [Kind.Number], t => t[0], o => o[0].Value is Exact { Units.IsZero: false } x ? x : null),
    ]);

    private static IEnumerable<Operator> Of(Kind kind) =>
    [
        .. Choosing(kind, [kind, kind]),
        new("CASE WHEN {0} THEN {1} END", Rank.Primary, kind, [Kind.Boolean, kind], t => t[1], o => o[0].Truth is true ? o[1].Value : null),
        new("CASE {0} WHEN {1} THEN {2} ELSE {3} END", Rank.Primary, kind, [Kind.Number, Kind.Number, kind, kind], t => ModelType.Common(t[2], t[3]),
            o => ComparisonOperators.Compare(o[0], o[1]) == 0 ? Chosen(o, 2, 2) : Chosen(o, 3, 2)),
        new("CASE WHEN {0} THEN {1} WHEN {2} THEN {3} ELSE {4} END", Rank.Primary, kind, [
            Kind.Boolean, kind, Kind.Boolean, kind, kind,
        ], t => ModelType.Common(t[1], t[3], t[4]),
            o => (o[0].Truth is true ? o[1] : o[2].Truth is true ? o[3] : o[4]).As(ModelType.Common(o[1].Type, o[3].Type, o[4].Type))),
        new("DECODE({0}, {1}, {2}, {3})", Rank.Primary, kind, [Kind.Text, Kind.Text, kind, kind], t => ModelType.Common(t[2], t[3]),
            o => ComparisonOperators.Same(o[0], o[1]) ? Chosen(o, 2, 2) : Chosen(o, 3, 2)),
        new("COALESCE({0}, {1}, {2})", Rank.Primary, kind, [kind, kind, kind], t => ModelType.Common(t), First),
    ];

    private static IEnumerable<Operator> Strict(Kind kind) =>
    [
        new("NULLIF({0}, {1})", Rank.Primary, kind, [kind, kind], t => t[0], o => ComparisonOperators.Compare(o[0], o[1]) == 0 ? null : o[0].Value),
        new("GREATEST({0}, {1}, {2})", Rank.Primary, kind, [kind, kind, kind], t => ModelType.Common(t), o => Extreme(o, 1)),
        new("LEAST({0}, {1})", Rank.Primary, kind, [kind, kind], t => ModelType.Common(t), o => Extreme(o, -1)),
    ];

    /// <summary>Those that unite two results, perhaps of different types.</summary>
    private static IEnumerable<Operator> Choosing(Kind result, ImmutableArray<Kind> kinds) =>
    [
        new(
            "IFF({0}, {1}, {2})", Rank.Primary, result, [Kind.Boolean, .. kinds], t => ModelType.Common(t[1], t[2]),
            o => o[0].Truth is true ? Chosen(o, 1, 1) : Chosen(o, 2, 1)),
        new(
            "NVL2({0}, {1}, {2})", Rank.Primary, result, [Kind.Text, .. kinds], t => ModelType.Common(t[1], t[2]),
            o => o[0].Value is not null ? Chosen(o, 1, 1) : Chosen(o, 2, 1)),
        new(
            "CASE WHEN {0} THEN {1} ELSE {2} END", Rank.Primary, result, [Kind.Boolean, .. kinds], t => ModelType.Common(t[1], t[2]),
            o => o[0].Truth is true ? Chosen(o, 1, 1) : Chosen(o, 2, 1)),
        new("COALESCE({0}, {1})", Rank.Primary, result, kinds, t => ModelType.Common(t), First),
        new("NVL({0}, {1})", Rank.Primary, result, kinds, t => ModelType.Common(t), First),
    ];

    /// <summary>A result, in the type that all results from one on share.</summary>
    private static object? Chosen(ImmutableArray<Operand> o, int index, int from) => o[index].As(ModelType.Common(o.Skip(from).Select(x => x.Type)));

    private static object? First(ImmutableArray<Operand> o)
    {
        var type = ModelType.Common(o.Select(x => x.Type));
        object? first = null;
        var failed = false;
        foreach (var operand in o)
        {
            try
            {
                first ??= operand.As(type);
                _ = operand.Value;
            }
            catch (ModelException) when (first is not null)
            {
                failed = true;
            }
        }

        return failed ? throw new AmbiguousException() : first;
    }

    private static object? Extreme(ImmutableArray<Operand> o, int sign)
    {
        var type = ModelType.Common(o.Select(x => x.Type));
        var values = o.Select(x => x.As(type)).ToArray();
        return values.Contains(null) ? null : values.Aggregate((a, b) => ComparisonOperators.Compare(a!, b!) * sign >= 0 ? a : b);
    }
}

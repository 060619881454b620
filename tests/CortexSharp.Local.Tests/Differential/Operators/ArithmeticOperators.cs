using System.Collections.Immutable;
using System.Numerics;

namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>Arithmetic with the scales of Snowflake's page on arithmetic operators, and the functions that round.</summary>
internal static class ArithmeticOperators
{
    public static IEnumerable<Operator> All =>
    [
        .. Numeric(
            "{0} + {1}", Rank.Additive, Math.Max, (a, b, scale) => new(a.Rescale(scale).Units + b.Rescale(scale).Units, scale), (a, b) => a + b),
        .. Numeric(
            "{0} - {1}", Rank.Additive, Math.Max, (a, b, scale) => new(a.Rescale(scale).Units - b.Rescale(scale).Units, scale), (a, b) => a - b),
        .. Numeric(
            "{0} * {1}", Rank.Multiplicative, ProductScale, (a, b, scale) => new Exact(a.Units * b.Units, a.Scale + b.Scale).Rescale(scale),
            (a, b) => a * b),
        .. Numeric(
            "{0} / {1}", Rank.Multiplicative, (s1, _) => QuotientScale(s1), Divide, (a, b) => b == 0 ? throw new ModelException(100051) : a / b),
        .. Numeric("{0} % {1}", Rank.Multiplicative, Math.Max, Remainder, (a, b) => b == 0 ? throw new ModelException(100051) : a % b),
        new("- {0}", Rank.Sign, Kind.Number, [Kind.Number], t => t[0], o => o[0].Value is Exact x ? x with { Units = -x.Units } : null),
        new("- {0}", Rank.Sign, Kind.Float, [Kind.Float], t => t[0], o => o[0].Value is double x ? -x : null),
        new(
            "ABS({0})", Rank.Primary, Kind.Number, [Kind.Number], t => t[0],
            o => o[0].Value is Exact x ? x with { Units = BigInteger.Abs(x.Units) } : null),
        new("ROUND({0})", Rank.Primary, Kind.Number, [Kind.Number], _ => ModelType.Integer, o => o[0].Value is Exact x ? x.Rescale(0) : null),
        new(
            "ROUND({0}, 1)", Rank.Primary, Kind.Number, [Kind.Number], t => ModelType.Number(Math.Min(1, t[0].Scale)),
            o => o[0].Value is Exact x ? x.Rescale(Math.Min(1, x.Scale)) : null),
        new("FLOOR({0})", Rank.Primary, Kind.Number, [Kind.Number], _ => ModelType.Integer, o => o[0].Value is Exact x ? Floor(x) : null),
        new(
            "CEIL({0})", Rank.Primary, Kind.Number, [Kind.Number], _ => ModelType.Integer,
            o => o[0].Value is Exact x ? Negated(Floor(Negated(x))) : null),
        new(
            "SIGN({0})", Rank.Primary, Kind.Number, [Kind.Number], _ => ModelType.Integer,
            o => o[0].Value is Exact x ? Exact.Of(x.Units.Sign) : null),
        new("{0} + {1}", Rank.Additive, Kind.Date, [Kind.Date, Kind.Number], t => t[0], o => Shift(o, 1)),
        new("{0} - {1}", Rank.Additive, Kind.Date, [Kind.Date, Kind.Number], t => t[0], o => Shift(o, -1)),
        Operator.Of(
            "{0} - {1}", Rank.Additive, ModelType.Integer, [Kind.Date, Kind.Date],
            o => o[0].Value is DateOnly a && o[1].Value is DateOnly b ? Exact.Of(a.DayNumber - b.DayNumber) : null),
    ];

    private static int ProductScale(int s1, int s2) => Math.Min(s1 + s2, Math.Max(12, Math.Max(s1, s2)));

    public static int QuotientScale(int dividend) => Math.Max(dividend, Math.Min(dividend + 6, 12));

    private static Exact Divide(Exact a, Exact b, int scale) => b.Units.IsZero
        ? throw new ModelException(100051)
        : Exact.Quotient(a.Units * BigInteger.Pow(10, scale - a.Scale + b.Scale), b.Units, scale);

    private static Exact Remainder(Exact a, Exact b, int scale) => b.Units.IsZero
        ? throw new ModelException(100051)
        : new(BigInteger.Remainder(a.Rescale(scale).Units, b.Rescale(scale).Units), scale);

    private static Exact Floor(Exact x)
    {
        var unit = BigInteger.Pow(10, x.Scale);
        var (whole, rest) = BigInteger.DivRem(x.Units, unit);
        return new(rest.Sign < 0 ? whole - 1 : whole, 0);
    }

    private static Exact Negated(Exact x) => x with { Units = -x.Units };

    /// <summary>A number of days has no fraction; one that is given is rounded away.</summary>
    private static object? Shift(ImmutableArray<Operand> o, int sign)
    {
        if (o[0].Value is not DateOnly date || o[1].Value is not Exact days)
            return null;
        var day = date.DayNumber + (sign * days.Rescale(0).Units);
        // Beyond the years that both sides hold, errors differ.
        return day > 500_000 && day < 900_000 ? DateOnly.FromDayNumber((int)day) : throw new AmbiguousException();
    }

    /// <summary>An operator on two NUMBERs, on FLOATs as soon as one of the two is one, and on texts, which become NUMBERs.</summary>
    private static IEnumerable<Operator> Numeric(
        string template, Rank rank, Func<int, int, int> scale, Func<Exact, Exact, int, Exact> exact, Func<double, double, double> inexact)
    {
        foreach (var takes in (ImmutableArray<Kind>[])[
            [Kind.Number, Kind.Number], [Kind.Number, Kind.Number], [Kind.Text, Kind.Number], [Kind.Number, Kind.Text],
        ])
        {
            yield return new(template, rank, Kind.Number, takes, t => ModelType.Number(scale(Operand(t[0]).Scale, Operand(t[1]).Scale)), o =>
            {
                var (left, right) = (Operand(o[0].Type), Operand(o[1].Type));
                var (a, b) = (o[0].As(left), o[1].As(right));
                if (a is not Exact x || b is not Exact y)
                    return null;
                if (rank is Rank.Multiplicative && template.Contains('*', StringComparison.Ordinal))
                    o[0].Row.Computed(new(x.Units * y.Units, 0));
                return o[0].Row.Computed(exact(x, y, scale(left.Scale, right.Scale)));
            });
        }

        foreach (var takes in (ImmutableArray<Kind>[])[[Kind.Float, Kind.Float], [Kind.Float, Kind.Number], [Kind.Number, Kind.Float]])
        {
            yield return Operator.Of(
                template, rank, ModelType.Float, takes,
                o => o[0].As(ModelType.Float) is double x && o[1].As(ModelType.Float) is double y ? Finite(inexact(x, y)) : null);
        }
    }

    private static ModelType Operand(ModelType type) => type.Kind is Kind.Text ? ModelType.Number(5) : type;

    private static double Finite(double value) => double.IsFinite(value) ? value : throw new AmbiguousException();
}

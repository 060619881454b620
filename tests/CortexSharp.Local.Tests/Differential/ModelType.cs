using System.Globalization;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>The static type of an expression: its kind and, of a number, the digits behind the point.</summary>
internal readonly record struct ModelType(Kind Kind, int Scale = 0, int Precision = 38)
{
    public static readonly ModelType Integer = new(Kind.Number);
    public static readonly ModelType Float = new(Kind.Float);
    public static readonly ModelType Text = new(Kind.Text);
    public static readonly ModelType Boolean = new(Kind.Boolean);
    public static readonly ModelType Date = new(Kind.Date);

    public static ModelType Number(int scale, int precision = 38) => new(Kind.Number, scale, precision);

    /// <summary>The type in which values of several types meet: of numbers the longest scale, FLOAT before NUMBER.</summary>
    public static ModelType Common(params IEnumerable<ModelType> types) => types.Aggregate(static (a, b) =>
        a.Kind == b.Kind ? a.Kind is Kind.Number ? Number(Math.Max(a.Scale, b.Scale)) : a
        : a.Kind is Kind.Number or Kind.Float && b.Kind is Kind.Number or Kind.Float ? Float
        : a.Kind is Kind.Text ? Coerced(b)
        : b.Kind is Kind.Text ? Coerced(a)
        : throw new InvalidOperationException($"{a} and {b} do not meet."));

    /// <summary>What a text becomes where it meets another kind: a number has five digits behind the point, if not more.</summary>
    private static ModelType Coerced(ModelType other) => other.Kind is Kind.Number ? Number(Math.Max(5, other.Scale)) : other;

    public override string ToString() => Kind switch
    {
        Kind.Number => string.Create(CultureInfo.InvariantCulture, $"NUMBER({Precision},{Scale})"),
        Kind.Text => "VARCHAR",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}

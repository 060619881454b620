namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>CAST, <c>::</c> and TRY_CAST, which takes texts only.</summary>
internal static class CastOperators
{
    private static readonly (Kind From, ModelType To)[] Casts =
    [
        (Kind.Number, ModelType.Number(0)), (Kind.Number, ModelType.Number(1, 3)), (Kind.Number, ModelType.Number(2, 10)),
        (Kind.Number, ModelType.Float), (Kind.Number, ModelType.Text), (Kind.Number, ModelType.Boolean),
        (Kind.Float, ModelType.Boolean), (Kind.Text, ModelType.Integer), (Kind.Text, ModelType.Number(2, 5)), (Kind.Text, ModelType.Float),
        (Kind.Text, ModelType.Boolean),
        (Kind.Text, ModelType.Date), (Kind.Boolean, ModelType.Integer), (Kind.Boolean, ModelType.Text), (Kind.Date, ModelType.Text),
        (Kind.Text, ModelType.Text),
    ];

    public static IEnumerable<Operator> All => Casts.SelectMany(cast => new[]
    {
        Operator.Of($"{{0}}::{cast.To}", Rank.Cast, cast.To, [cast.From], o => Conversion.Cast(o[0].Value, cast.To, o[0].Row)),
        Operator.Of($"CAST({{0}} AS {cast.To})", Rank.Primary, cast.To, [cast.From], o => Conversion.Cast(o[0].Value, cast.To, o[0].Row)),
    }).Concat(Casts.Where(c => c.From is Kind.Text).Select(cast =>
        Operator.Of($"TRY_CAST({{0}} AS {cast.To})", Rank.Primary, cast.To, [cast.From], o => Try(o[0], cast.To))));

    private static object? Try(Operand operand, ModelType type)
    {
        var value = operand.Value;
        try
        {
            return Conversion.Cast(value, type, operand.Row);
        }
        catch (ModelException)
        {
            return null;
        }
    }
}

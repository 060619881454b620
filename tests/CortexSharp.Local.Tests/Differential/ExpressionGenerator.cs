using System.Collections.Immutable;
using CortexSharp.Local.Tests.Differential.Operators;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Random expressions over the columns of a table.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="columns">The columns.</param>
/// <param name="mayFail">Whether operators that fail for some values are among them.</param>
internal sealed class ExpressionGenerator(Random random, ImmutableArray<Expression.Column> columns, bool mayFail = true)
{
    private static readonly ILookup<Kind, Operator> All = new[]
    {
        ArithmeticOperators.All, LogicOperators.All, ComparisonOperators.All, TextOperators.All, CastOperators.All, ConditionalOperators.All,
    }.SelectMany(o => o).ToLookup(o => o.Result);

    private static readonly ILookup<Kind, Operator> Safe = All.SelectMany(o => o).Where(o => !Fails(o)).ToLookup(o => o.Result);

    private readonly ValueGenerator _values = new(random);

    /// <summary>An expression of any kind.</summary>
    public Expression Any(int depth) => Of(_values.Pick([.. Enum.GetValues<Kind>()]), depth);

    /// <summary>An expression of a kind, so many operators deep at most.</summary>
    public Expression Of(Kind kind, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
            return Leaf(kind);
        var choice = (mayFail ? All : Safe)[kind];
        var op = choice.ElementAt(random.Next(choice.Count()));
        return new Expression.Apply(op, [.. op.Takes.Select(k => Of(k, depth - 1))]);
    }

    /// <summary>Whether an operator fails for operands that are hard to take: a word, a zero, a large number.</summary>
    private static bool Fails(Operator op) => new[] { 0L, 999_999_999_999 }.Any(number =>
    {
        try
        {
            new Expression.Apply(op, [.. op.Takes.Select(k => Hard(k, number))]).Evaluate(new ModelRow([]));
            return false;
        }
        catch (Exception e) when (e is ModelException or AmbiguousException)
        {
            return true;
        }
    });

    private static Expression.Literal Hard(Kind kind, long number) => new(new(kind), kind switch
    {
        Kind.Number => Exact.Of(number),
        Kind.Float => (double)number,
        Kind.Text => "word",
        Kind.Boolean => true,
        _ => new DateOnly(2024, 1, 1),
    });

    private Expression Leaf(Kind kind)
    {
        var candidates = columns.Where(c => c.Type.Kind == kind).ToImmutableArray();
        if (!candidates.IsEmpty && random.Next(3) > 0)
            return _values.Pick(candidates);
        var scale = kind is Kind.Number ? random.Next(3) : 0;
        var value = _values.Value(new(kind, scale), nulls: 0.1);
        return new Expression.Literal(value is Exact exact ? ModelType.Number(exact.Scale) : new(kind, scale), value);
    }
}

using System.Collections.Immutable;
using CortexSharp.Local.Tests.Differential.Operators;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Random expressions over the columns of a table.</summary>
internal sealed class ExpressionGenerator(Random random, ImmutableArray<Expression.Column> columns)
{
    private static readonly ILookup<Kind, Operator> All = new[]
    {
        ArithmeticOperators.All, LogicOperators.All, ComparisonOperators.All, TextOperators.All, CastOperators.All, ConditionalOperators.All,
    }.SelectMany(o => o).ToLookup(o => o.Result);

    private readonly ValueGenerator _values = new(random);

    /// <summary>An expression of any kind.</summary>
    public Expression Any(int depth) => Of(_values.Pick([.. Enum.GetValues<Kind>()]), depth);

    /// <summary>An expression of a kind, so many operators deep at most.</summary>
    public Expression Of(Kind kind, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
            return Leaf(kind);
        var op = All[kind].ElementAt(random.Next(All[kind].Count()));
        return new Expression.Apply(op, [.. op.Takes.Select(k => Of(k, depth - 1))]);
    }

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

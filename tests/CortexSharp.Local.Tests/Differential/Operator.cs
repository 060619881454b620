using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Something that makes a value of others: how it is written, what it takes and gives, and what it means.</summary>
/// <param name="Template">Its SQL, with <c>{0}</c> for the first operand.</param>
/// <param name="Rank">How tightly it binds.</param>
/// <param name="Result">The kind it gives.</param>
/// <param name="Takes">The kinds of its operands.</param>
/// <param name="TypeOf">Its type, by those of its operands.</param>
/// <param name="Evaluate">Its value.</param>
internal sealed record Operator(
    string Template, Rank Rank, Kind Result, ImmutableArray<Kind> Takes, Func<ImmutableArray<ModelType>, ModelType> TypeOf,
    Func<ImmutableArray<Operand>, object?> Evaluate)
{
    /// <summary>Whether it needs the values of all its operands, so that an error in one is an error of the whole.</summary>
    public bool IsStrict { get; init; } = true;

    public static Operator Of(
        string template, Rank rank, ModelType result, ImmutableArray<Kind> takes, Func<ImmutableArray<Operand>, object?> evaluate) =>
        new(template, rank, result.Kind, takes, _ => result, evaluate);

    /// <summary>Writes the call, with no more parentheses than Snowflake's precedence asks for.</summary>
    public string ToSql(ImmutableArray<Expression> operands)
    {
        // Operators of one rank group from the left; comparisons do not group at all.
        var first = Rank is Rank.Comparison ? Rank.Additive : Rank is Rank.Primary ? Rank.Or : Rank;
        var others = Rank is Rank.Primary ? Rank.Or : first is Rank.Additive && Rank is Rank.Comparison ? first : first + 1;
        return string.Format(CultureInfo.InvariantCulture, Template, [.. operands.Select((o, i) => Parenthesised(o, i == 0 ? first : others))]);
    }

    private static string Parenthesised(Expression expression, Rank least) =>
        expression.Rank < least ? $"({expression.ToSql()})" : expression.ToSql();
}

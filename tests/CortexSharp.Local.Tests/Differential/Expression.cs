using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>An expression of the evaluator's own small language.</summary>
/// <param name="Type">Its static type.</param>
internal abstract record Expression(ModelType Type)
{
    /// <summary>How tightly its SQL holds together.</summary>
    public abstract Rank Rank { get; }

    /// <summary>The expression and everything inside it.</summary>
    public IEnumerable<Expression> Parts => this is Apply apply ? apply.Operands.SelectMany(o => o.Parts).Prepend(this) : [this];

    public abstract string ToSql();

    /// <summary>Its value for a row.</summary>
    public abstract object? Evaluate(ModelRow row);

    public sealed record Literal(ModelType Type, object? Value) : Expression(Type)
    {
        public override Rank Rank => Value switch
        {
            Exact { Units.Sign: < 0 } => Rank.Sign,
            null or double or DateOnly => Rank.Cast,
            _ => Rank.Primary,
        };

        public override object? Evaluate(ModelRow row) => Value;

        public override string ToSql() => Value switch
        {
            null => $"NULL::{Type}",
            double value => $"'{value.ToString("R", CultureInfo.InvariantCulture)}'::FLOAT",
            string value => Quoted(value),
            bool value => value ? "TRUE" : "FALSE",
            DateOnly value => $"'{value:yyyy-MM-dd}'::DATE",
            var value => value.ToString()!,
        };

        public static string Quoted(string value) =>
            $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";
    }

    public sealed record Column(ModelType Type, string Name, int Index) : Expression(Type)
    {
        public override Rank Rank => Rank.Primary;

        public override object? Evaluate(ModelRow row) => row.Values[Index];

        public override string ToSql() => Name;
    }

    public sealed record Apply(Operator Operator, ImmutableArray<Expression> Operands)
        : Expression(Operator.TypeOf([.. Operands.Select(o => o.Type)]))
    {
        public override Rank Rank => Operator.Rank;

        public override object? Evaluate(ModelRow row) =>
            Operator.Evaluate([.. Operands.Select(o => new Operand(Operator.IsStrict ? new Literal(o.Type, o.Evaluate(row)) : o, row))]);

        public override string ToSql() => Operator.ToSql(Operands);
    }
}

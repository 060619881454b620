using System.Globalization;
using CortexSharp.Local.Engine.Functions;
using CortexSharp.Local.Engine.Syntax;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Translation;

/// <content>Comparison and arithmetic.</content>
internal sealed partial class Translator
{
    /// <summary>Compares two values by an operator of SQLite.</summary>
    public TypedSql Compare(string op, TypedSql left, TypedSql right, int position)
    {
        // Integers and REALs compare exactly in SQLite; only fractions of NUMBERs need to meet.
        if (left.Type.Kind is SqlTypeKind.Number && right.Type.Kind is SqlTypeKind.Number && left.Type.Scale == right.Type.Scale)
            return new($"({left.Text} {op} {right.Text})", SqlType.Boolean);
        var type = left.Type.IsSemiStructured != right.Type.IsSemiStructured && !left.Type.IsSemiStructured | !right.Type.IsSemiStructured
            ? VariantAgainst(left.Type.IsSemiStructured ? right.Type : left.Type)
            : Unify(left.Type, right.Type, position);
        type = ComparisonType(type);
        return new($"({Comparable(left, type, position)} {op} {Comparable(right, type, position)})", SqlType.Boolean);
    }

    /// <summary>A VARIANT meets what it is compared with in that one's type.</summary>
    private static SqlType VariantAgainst(SqlType other) =>
        other.Kind is SqlTypeKind.Null ? SqlType.Variant : other.IsNumeric ? SqlType.Float : other;

    private static SqlType ComparisonType(SqlType type) => type.Kind is SqlTypeKind.TimestampTz ? SqlType.TimestampLtz : type;

    private string Comparable(TypedSql value, SqlType type, int position)
    {
        if (type.Kind is SqlTypeKind.Float && value.Type is { Kind: SqlTypeKind.Number, Scale: 0 })
            return value.Text;
        if (type.Kind is SqlTypeKind.Float && value.Type.Kind is SqlTypeKind.Variant)
            return $"cs_variant_numeric({value.Text})";
        var cast = Cast(value, type with { Precision = type.Kind is SqlTypeKind.Number ? SqlType.MaxPrecision : 0 }, position);
        return type.Kind is SqlTypeKind.Variant ? Sortable(cast) : cast.Text;
    }

    private TypedSql Negated(Expr.Unary e, Scope scope)
    {
        var value = Numeric(Expression(e.Operand, scope), e.Position);
        return value with { Text = $"(-{value.Text})", Unchecked = value.Unchecked || MayOverflow(value.Type) };
    }

    /// <summary>The value as a number: text as NUMBER with five digits behind the point, as Snowflake has it; a VARIANT as FLOAT.</summary>
    private TypedSql Numeric(TypedSql value, int position) => value.Type.Kind switch
    {
        SqlTypeKind.Number or SqlTypeKind.Float => value,
        SqlTypeKind.Null => value with { Type = SqlType.Integer },
        SqlTypeKind.Varchar => Cast(value, SqlType.Number(5), position),
        SqlTypeKind.Variant => Cast(value, SqlType.Float, position),
        SqlTypeKind.Boolean => Cast(value, SqlType.Integer, position),
        _ => throw SqlErrors.InvalidArgument(Text, position, $"Invalid argument types for arithmetic: ({value.Type})"),
    };

    /// <summary>Adds, subtracts, multiplies, divides.</summary>
    public TypedSql Arithmetic(string op, TypedSql left, TypedSql right, int position)
    {
        if (op == "+" && left.Type.IsNumeric && right.Type.Kind is SqlTypeKind.Date)
            (left, right) = (right, left);
        if (left.Type.Kind is SqlTypeKind.Date && right.Type.IsNumeric && op is "+" or "-")
            return new($"({left.Text} {op} {Cast(right, SqlType.Integer, position).Text})", SqlType.Date);
        if (left.Type.Kind is SqlTypeKind.Date && right.Type.Kind is SqlTypeKind.Date && op == "-")
            return new($"({left.Text} - {right.Text})", SqlType.Integer);
        var isConstantDivisor = IsNonZeroLiteral(right);
        left = Numeric(left, position);
        right = Numeric(right, position);
        if (left.Type.Kind is SqlTypeKind.Float || right.Type.Kind is SqlTypeKind.Float)
        {
            var (l, r) = (Cast(left, SqlType.Float, position).Text, Cast(right, SqlType.Float, position).Text);
            return new(
                op is "/" && !isConstantDivisor ? $"cs_float_div({l}, {r})" : op is "%" ? $"cs_float_mod({l}, {r})" : $"({l} {op} {r})",
                SqlType.Float);
        }

        // Digits before and behind the point:
        // https://docs.snowflake.com/en/sql-reference/operators-arithmetic#scale-and-precision-in-arithmetic-operations
        var (l1, s1, l2, s2) = (left.Type.LeadingDigits, left.Type.Scale, right.Type.LeadingDigits, right.Type.Scale);
        switch (op)
        {
            case "*":
                var kept = Math.Min(s1 + s2, Math.Max(12, Math.Max(s1, s2)));
                var product = SqlType.Decimal(l1 + l2, kept);
                return kept == s1 + s2
                    ? new($"({left.Text} * {right.Text})", product, MayOverflow(product))
                    : new(string.Create(CultureInfo.InvariantCulture, $"cs_mul({left.Text}, {right.Text}, {s1 + s2 - kept})"), product);
            case "/":
                var scale = Math.Max(s1, Math.Min(s1 + 6, 12));
                return new(
                    string.Create(CultureInfo.InvariantCulture, $"cs_div({left.Text}, {right.Text}, {scale - s1 + s2})"),
                    SqlType.Decimal(l1 + s2, scale));
            default:
                var type = SqlType.Decimal(Math.Max(l1, l2) + (op == "%" ? 0 : 1), Math.Max(s1, s2));
                var (a, b) = (Cast(left, SqlType.Number(type.Scale), position), Cast(right, SqlType.Number(type.Scale), position));
                if (op == "%" && !isConstantDivisor)
                    return new($"cs_mod({a.Text}, {b.Text})", type);
                return new($"({a.Text} {op} {b.Text})", type, op == "%" ? a.Unchecked || b.Unchecked : MayOverflow(type));
        }
    }

    /// <summary>Whether values of a type can be wider than SQLite's integers, all of which have 18 digits.</summary>
    private static bool MayOverflow(SqlType type) => type.Kind is SqlTypeKind.Number && type.Precision > 18;

    /// <summary>A date or time moved by an interval, term by term.</summary>
    private TypedSql Shifted(string op, TypedSql value, Expr.Interval interval)
    {
        var terms = Interval.Parse(interval.Value)
            ?? throw SqlErrors.InvalidArgument(Text, interval.Position, $"'{interval.Value}' is no interval, such as '2 hours, 3 minutes'");
        foreach (var (part, count) in terms)
        {
            value = TemporalFunctions.Add(part, (op == "-" ? -count : count).ToString(CultureInfo.InvariantCulture), value)
                ?? throw SqlErrors.InvalidArgument(Text, interval.Position, $"Invalid argument types for function '{op}': ({value.Type}, INTERVAL)");
        }

        return value;
    }

    private static bool IsNonZeroLiteral(TypedSql value) =>
        value.Type.Kind is SqlTypeKind.Number && value.Text.All(char.IsAsciiDigit) && value.Text.AsSpan().ContainsAnyExcept('0');

    /// <summary>A value fit to be stored: a NUMBER that overflowed, which SQLite made a REAL, fails here.</summary>
    public static string Stored(TypedSql value) =>
        value is { Unchecked: true, Type.Kind: SqlTypeKind.Number } ? $"cs_number({value.Text})" : value.Text;
}

using System.Globalization;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on numbers.</summary>
internal static class NumericFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        new("ABS", 1, 1, c => c.Number(0) is var x && x.Type.Kind is SqlTypeKind.Null ? x : x with { Text = $"abs({x.Text})" }),
        new("SIGN", 1, 1, c => new($"sign({c.Number(0).Text})", SqlType.Integer)),
        new("ROUND", 1, 3, c => Rounded(c, "round")),
        .. Named(["TRUNC", "TRUNCATE"], name => new BuiltinFunction(name, 1, 2, c => c[0].Type.IsTemporal && c.Count == 2
            ? TemporalFunctions.Truncate(c, TemporalFunctions.Part(c, 1), 0)
            : Rounded(c, "trunc"))),
        .. Named(["CEIL", "CEILING"], name => new BuiltinFunction(name, 1, 2, c => Rounded(c, "ceil"))),
        new("FLOOR", 1, 2, c => Rounded(c, "floor")),
        new("MOD", 2, 2, c => c.Translator.Arithmetic("%", c[0], c[1], c.Call.Position)),
        .. Named(["POWER", "POW"], name => Of(name, 2, 2, SqlType.Float, c => $"cs_pow({c.Float(0)}, {c.Float(1)})")),
        .. FloatRuntime.Names.Select(name => Of(name.ToUpperInvariant(), 1, 1, SqlType.Float, c => $"cs_{name}({c.Float(0)})")),
        Of("ATAN2", 2, 2, SqlType.Float, c => $"cs_atan2({c.Float(0)}, {c.Float(1)})"),
        Of("LOG", 2, 2, SqlType.Float, c => $"cs_log({c.Float(0)}, {c.Float(1)})"),
        Of("PI", 0, 0, SqlType.Float, _ => "pi()"),
        Of("FACTORIAL", 1, 1, SqlType.Integer, c => $"cs_factorial({c.Whole(0)})"),
        .. Named(["BITAND", "BIT_AND"], name => Of(name, 2, 2, SqlType.Integer, c => $"({c.Whole(0)} & {c.Whole(1)})")),
        .. Named(["BITOR", "BIT_OR"], name => Of(name, 2, 2, SqlType.Integer, c => $"({c.Whole(0)} | {c.Whole(1)})")),
        .. Named(
            ["BITXOR", "BIT_XOR"],
            name => Of(name, 2, 2, SqlType.Integer, c => c.Whole(0) is var a && c.Whole(1) is var b ? $"(({a} | {b}) - ({a} & {b}))" : "")),
        .. Named(["BITNOT", "BIT_NOT"], name => Of(name, 1, 1, SqlType.Integer, c => $"(~{c.Whole(0)})")),
        .. Named(["BITSHIFTLEFT", "BIT_SHIFTLEFT"], name => Of(name, 2, 2, SqlType.Integer, c => $"({c.Whole(0)} << {c.Whole(1)})")),
        .. Named(["BITSHIFTRIGHT", "BIT_SHIFTRIGHT"], name => Of(name, 2, 2, SqlType.Integer, c => $"({c.Whole(0)} >> {c.Whole(1)})")),
        Of("WIDTH_BUCKET", 4, 4, SqlType.Integer, WidthBucket),
        new("UNIFORM", 3, 3, Uniform),
        Of("NORMAL", 3, 3, SqlType.Float, c => $"cs_normal({c.Float(0)}, {c.Float(1)}, {c.Whole(2)})"),
        Of("RANDSTR", 2, 2, SqlType.Varchar, c => $"cs_randstr({c.Whole(0)}, {c.Whole(1)})"),
        new("DIV0", 2, 2, c => DivZero(c, nullIsZero: false)),
        new("DIV0NULL", 2, 2, c => DivZero(c, nullIsZero: true)),
        Of(
            "RANDOM", 0, 1, SqlType.Integer,
            c => c.Count == 0 ? "random()" : throw c.Invalid(0, "a seed is not supported; for reproducible order sort by SHA2 of a key")),
    ];

    private static TypedSql Rounded(CallSite c, string how)
    {
        if (c.Count == 3)
        {
            how = c.Literal(2)?.ToUpperInvariant() switch
            {
                "HALF_AWAY_FROM_ZERO" => how,
                "HALF_TO_EVEN" => "even",
                _ => throw c.Invalid(2, "the rounding mode must be 'HALF_AWAY_FROM_ZERO' or 'HALF_TO_EVEN'"),
            };
        }

        var value = c.Number(0);
        if (value.Type.Kind is SqlTypeKind.Float)
            return new($"cs_{how}_float({value.Text}, {(c.Count > 1 ? c.Whole(1) : "0")})", SqlType.Float);
        var from = value.Type.Scale;
        // The scale of the result is part of its type, so it must be known from the text.
        var digits = c.Count == 1 ? 0 : c.Digits(1);
        if (digits is null)
            return new($"cs_{how}_number({value.Text}, {from.ToString(CultureInfo.InvariantCulture)}, {c.Whole(1)})", value.Type);
        if (digits >= from)
            return value;
        var scale = Math.Max(digits.Value, 0);
        var rounded = string.Create(CultureInfo.InvariantCulture, $"cs_{how}_number({value.Text}, {from}, {digits.Value})");
        // The function keeps the scale; what is behind the digits is zero and falls away without loss.
        return new(from == scale ? rounded : $"({rounded} / {SqliteText.PowerOfTen(from - scale)})", SqlType.Number(scale));
    }

    /// <summary>Exact where all three are NUMBERs.</summary>
    private static string WidthBucket(CallSite c)
    {
        var type = c.Translator.UnifyAll([c.Number(0).Type, c.Number(1).Type, c.Number(2).Type], c.Call.Position);
        return $"cs_width_bucket({c.As(0, type)}, {c.As(1, type)}, {c.As(2, type)}, {c.Whole(3)})";
    }

    /// <summary>Between whole numbers a whole number, both ends included.</summary>
    private static TypedSql Uniform(CallSite c) =>
        c.Number(0).Type is { Kind: SqlTypeKind.Number, Scale: 0 } && c.Number(1).Type is { Kind: SqlTypeKind.Number, Scale: 0 }
            ? new($"cs_uniform({c.Whole(0)}, {c.Whole(1)}, {c.Whole(2)})", SqlType.Integer)
            : new($"cs_uniform_float({c.Float(0)}, {c.Float(1)}, {c.Whole(2)})", SqlType.Float);

    private static TypedSql DivZero(CallSite c, bool nullIsZero)
    {
        var divisor = c.Number(1);
        var safe = divisor with { Text = $"nullif({divisor.Text}, 0)" };
        var quotient = c.Translator.Arithmetic("/", c.Number(0), safe, c.Call.Position);
        var isZero = nullIsZero ? $"coalesce({divisor.Text}, 0) = 0" : $"{divisor.Text} = 0 AND {c.Number(0).Text} IS NOT NULL";
        return quotient with { Text = $"CASE WHEN {isZero} THEN 0 ELSE {quotient.Text} END" };
    }
}

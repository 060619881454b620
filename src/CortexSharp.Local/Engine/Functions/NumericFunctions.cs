using System.Globalization;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions on numbers.</summary>
internal static class NumericFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        new("ABS", 1, 1, c => c.Number(0) is var x && x.Type.Kind is SqlTypeKind.Null ? x : x with { Text = $"abs({x.Text})", Unchecked = false }),
        new("SIGN", 1, 1, c => new($"sign({c.Number(0).Text})", SqlType.Integer)),
        new("ROUND", 1, 3, c => Rounded(c, "round")),
        .. Named(["TRUNC", "TRUNCATE"], name => new BuiltinFunction(name, 1, 2, c => Rounded(c, "trunc"))),
        .. Named(["CEIL", "CEILING"], name => new BuiltinFunction(name, 1, 2, c => Rounded(c, "ceil"))),
        new("FLOOR", 1, 2, c => Rounded(c, "floor")),
        new("MOD", 2, 2, c => c.Translator.Arithmetic("%", c[0], c[1], c.Call.Position)),
        .. Named(["POWER", "POW"], name => Of(name, 2, 2, SqlType.Float, c => $"cs_power({c.Float(0)}, {c.Float(1)})")),
        Of("SQRT", 1, 1, SqlType.Float, c => $"cs_sqrt({c.Float(0)})"),
        Of("LN", 1, 1, SqlType.Float, c => $"cs_ln({c.Float(0)})"),
        Of("LOG", 2, 2, SqlType.Float, c => $"(cs_ln({c.Float(1)}) / cs_ln({c.Float(0)}))"),
        Of("EXP", 1, 1, SqlType.Float, c => $"exp({c.Float(0)})"),
        Of("SQUARE", 1, 1, SqlType.Float, c => $"({c.Float(0)} * {c.Float(0)})"),
        new("DIV0", 2, 2, c => DivZero(c, nullIsZero: false)),
        new("DIV0NULL", 2, 2, c => DivZero(c, nullIsZero: true)),
        Of("RANDOM", 0, 1, SqlType.Integer, c => c.Count == 0 ? "random()" : throw c.Invalid(0, "a seed is not supported; for reproducible order sort by SHA2 of a key")),
        Of("HASH", 1, int.MaxValue, SqlType.Integer, c => $"cs_hash({HashArguments(c)})"),
    ];

    /// <summary>The arguments in a form in which equal values are equal whatever their scale, and different kinds differ.</summary>
    public static string HashArguments(CallSite call)
    {
        if (call.IsStar)
            throw call.Invalid(0, "* is not supported; name the columns");
        return string.Join(", ", Enumerable.Range(0, call.Count).Select(i => call[i].Type.Kind switch
        {
            SqlTypeKind.Number or SqlTypeKind.Float => "'n', " + call.Variant(i),
            SqlTypeKind.Varchar => "'t', " + call.Text(i),
            SqlTypeKind.Null => "'', NULL",
            var kind => $"'{kind}', {call.Variant(i)}",
        }));
    }

    private static TypedSql Rounded(CallSite c, string how)
    {
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

    private static TypedSql DivZero(CallSite c, bool nullIsZero)
    {
        var divisor = c.Number(1);
        var safe = divisor with { Text = $"nullif({divisor.Text}, 0)" };
        var quotient = c.Translator.Arithmetic("/", c.Number(0), safe, c.Call.Position);
        var isZero = nullIsZero ? $"coalesce({divisor.Text}, 0) = 0" : $"{divisor.Text} = 0 AND {c.Number(0).Text} IS NOT NULL";
        return quotient with { Text = $"CASE WHEN {isZero} THEN 0 ELSE {quotient.Text} END" };
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CortexSharp.Sql;

/// <summary>A value written into the SQL text itself, escaped, for the places where Snowflake takes constants only.</summary>
/// <remarks>
/// Prefer a plain hole, which becomes a bind. Constants are needed for a model's name, for option objects and for every argument of
/// <c>FINETUNE</c>. <see cref="ToString"/> does not show the value.
/// </remarks>
public sealed class SqlLiteral
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\\'\0");

    private SqlLiteral(string sql) => Sql = sql;

    /// <summary>The SQL <c>NULL</c>.</summary>
    public static SqlLiteral Null { get; } = new("NULL");

    /// <summary>The literal as it stands in the SQL text.</summary>
    internal string Sql { get; }

    /// <summary>A single-quoted string.</summary>
    /// <param name="value">Any text.</param>
    public static SqlLiteral Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!value.AsSpan().ContainsAny(Escaped))
            return new($"'{value}'");
        var builder = new StringBuilder(value.Length + 8);
        AppendString(builder, value);
        return new(builder.ToString());
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static SqlLiteral Of(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An exact decimal number.</summary>
    /// <param name="value">The number.</param>
    public static SqlLiteral Of(decimal value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A floating-point number, in the shortest form that reads back the same.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The value is NaN or infinite, for which SQL has no number literal.</exception>
    public static SqlLiteral Of(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} cannot be written as a number literal.", nameof(value));
        return new(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary><c>TRUE</c> or <c>FALSE</c>.</summary>
    /// <param name="value">The value.</param>
    public static SqlLiteral Of(bool value) => new(value ? "TRUE" : "FALSE");

    /// <summary>A JSON value as Snowflake's constant: <c>{'key': 1, 'list': ['a', true, null]}</c>.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <exception cref="ArgumentException">The element is undefined.</exception>
    public static SqlLiteral Of(JsonElement value)
    {
        var builder = new StringBuilder();
        AppendJson(builder, value);
        return new(builder.ToString());
    }

    /// <summary>Says that this is a literal, not which.</summary>
    public override string ToString() => "SQL literal";

    internal static void AppendString(StringBuilder builder, ReadOnlySpan<char> value)
    {
        builder.Append('\'');
        foreach (var c in value)
        {
            // Backslash is an escape character in Snowflake's quoted strings: doubling quotes alone would let a value that ends
            // in a backslash eat the closing quote. A NUL is written as \u0000, because \0 before a digit would be octal.
            _ = c switch
            {
                '\\' => builder.Append(@"\\"),
                '\'' => builder.Append("''"),
                '\0' => builder.Append(@"\u0000"),
                _ => builder.Append(c),
            };
        }

        builder.Append('\'');
    }

    private static void AppendJson(StringBuilder builder, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                builder.Append('{');
                var separator = "";
                foreach (var property in value.EnumerateObject())
                {
                    builder.Append(separator);
                    AppendString(builder, property.Name);
                    builder.Append(": ");
                    AppendJson(builder, property.Value);
                    separator = ", ";
                }

                builder.Append('}');
                break;
            case JsonValueKind.Array:
                builder.Append('[');
                for (var i = 0; i < value.GetArrayLength(); i++)
                {
                    builder.Append(i > 0 ? ", " : "");
                    AppendJson(builder, value[i]);
                }

                builder.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(builder, value.GetString());
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                builder.Append(value.GetRawText());
                break;
            default:
                throw new ArgumentException("The JSON element is undefined.", nameof(value));
        }
    }
}

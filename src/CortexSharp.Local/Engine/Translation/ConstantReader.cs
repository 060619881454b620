using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>
/// Reads expressions that are written as constants, as JSON: literals, <c>{…}</c>, <c>[…]</c>, <c>PARSE_JSON('…')</c>, <c>OBJECT_CONSTRUCT(…)</c>.
/// </summary>
internal static class ConstantReader
{
    /// <summary>Reads an expression, when it is a constant.</summary>
    public static bool TryRead(Expr expression, out JsonElement value)
    {
        if (Write(expression) is { } json)
        {
            value = JsonElement.Parse(json);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The constant's JSON; null when it is none.</summary>
    private static string? Write(Expr expression) => expression switch
    {
        Expr.Null => "null",
        Expr.Boolean e => e.Value ? "true" : "false",
        Expr.Text e => Quoted(e.Value),
        Expr.Number e => Number(e.Digits),
        Expr.Unary { Operator: "-", Operand: Expr.Number e } => Number(e.Digits) is { } digits ? "-" + digits : null,
        Expr.Object e => Members(e.Members.Select(m => (m.Key, m.Value))),
        Expr.Array e => Items(e.Items),
        Expr.TypeLiteral e => e.Schema,
        Expr.Cast { Type.IsSemiStructured: true, Value: Expr.Object or Expr.Array or Expr.Call } e => Write(e.Value),
        Expr.Call { Function: "PARSE_JSON", Arguments: [{ Value: Expr.Text text }] } => Parsed(text.Value),
        Expr.Call { Function: "ARRAY_CONSTRUCT" } e => Items(e.Arguments.Select(a => a.Value)),
        Expr.Call { Function: "OBJECT_CONSTRUCT" } e when e.Arguments.Length % 2 == 0
            && e.Arguments.Where((_, i) => i % 2 == 0).All(a => a.Value is Expr.Text) =>
            Members(e.Arguments.Chunk(2).Select(pair => (((Expr.Text)pair[0].Value).Value, pair[1].Value))),
        _ => null,
    };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string? Number(string digits)
    {
        // JSON wants a digit on both sides of the point.
        var text = digits.StartsWith('.') ? "0" + digits : digits;
        text = text.EndsWith('.') ? text[..^1] : text;
        return TryParse(text, out _) ? text : null;
    }

    private static string? Parsed(string text) => TryParse(text, out var json) ? json : null;

    private static bool TryParse(string text, [NotNullWhen(true)] out string? json)
    {
        try
        {
            json = JsonElement.Parse(text).GetRawText();
            return true;
        }
        catch (JsonException)
        {
            json = null; // not a constant after all: the statement meets the error when it runs
            return false;
        }
    }

    private static string? Members(IEnumerable<(string Key, Expr Value)> members)
    {
        var json = new StringBuilder("{");
        foreach (var (key, expression) in members)
        {
            if (Write(expression) is not { } value)
                return null;
            json.Append(json.Length > 1 ? "," : "").Append(Quoted(key)).Append(':').Append(value);
        }

        return json.Append('}').ToString();
    }

    private static string? Items(IEnumerable<Expr> items)
    {
        var json = new StringBuilder("[");
        foreach (var item in items)
        {
            if (Write(item) is not { } value)
                return null;
            json.Append(json.Length > 1 ? "," : "").Append(value);
        }

        return json.Append(']').ToString();
    }
}

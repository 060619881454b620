using System.Globalization;
using System.Text.Json;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Functions on JSON values.</summary>
internal static class JsonRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        .. new RuntimeFunction("parse_json", a => JsonText.Parse(Text(a, 0))).WithTry(),
        new("elements", a => JsonText.Elements(Text(a, 0))),
        new("check_json", CheckJson),
        // A null value leaves the key out.
        new("object", a => JsonText.Object(Members(a).Where(m => m.Value is not null).Select(m => (m.Key, m.Value!))), Strict: false),
        new("object_keep_null", a => JsonText.Object(Members(a).Select(m => (m.Key, m.Value ?? "null"))), Strict: false),
        new("object_unique", Unique),
        new("object_insert", Insert),
        new("object_keys", a => JsonText.Array(Parsed(a, 0).EnumerateObject().Select(p => JsonText.Quote(p.Name)))),
        new("object_delete", a => JsonText.Object(Parsed(a, 0).EnumerateObject().Where(p => !a.Skip(1).Contains(p.Name)).Select(p => (p.Name, p.Value.GetRawText())))),
        // A null stays in its place as JSON null; Snowflake calls it undefined there.
        new("array", a => JsonText.Array(a.Select(v => v as string ?? "null")), Strict: false),
        new("array_compact", a => JsonText.Array(a.OfType<string>()), Strict: false),
        new("array_contains", a => Bit(Parsed(a, 1).EnumerateArray().Any(e => JsonText.Canonical(e) == Text(a, 0)))),
        new("array_to_string", a => string.Join(Text(a, 1), Parsed(a, 0).EnumerateArray().Select(e => ConversionRuntime.VariantText(e.GetRawText())))),
        new("array_append", a => JsonText.Array(Parsed(a, 0).EnumerateArray().Select(e => e.GetRawText()).Append(Text(a, 1)))),
        new("array_cat", a => JsonText.Array(Parsed(a, 0).EnumerateArray().Concat(Parsed(a, 1).EnumerateArray()).Select(e => e.GetRawText()))),
        new("wrap_array", a => Text(a, 0) is ['[', ..] ? Text(a, 0) : $"[{Text(a, 0)}]"),
        new("to_object", a => Text(a, 0) switch { "null" => null, ['{', ..] json => json, var json => throw SqlErrors.VariantCast(json, "OBJECT") }),
        new("to_array", a => Text(a, 0) switch { "null" => null, ['[', ..] json => json, var json => $"[{json}]" }),
        new("get_index", a => Parsed(a, 0) is { ValueKind: JsonValueKind.Array } array && Whole(a, 1) >= 0 && Whole(a, 1) < array.GetArrayLength() ? array[(int)Whole(a, 1)].GetRawText() : null),
        new("get_key", a => Parsed(a, 0) is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(Text(a, 1), out var value) ? value.GetRawText() : null),
        new("typeof", a => TypeOf(Text(a, 0))),
    ];

    private static JsonElement Parsed(object?[] arguments, int index) => JsonElement.Parse(Text(arguments, index));

    private static string? CheckJson(object?[] arguments)
    {
        try
        {
            JsonText.Parse(Text(arguments, 0));
            return null;
        }
        catch (LocalSqlException e)
        {
            return e.Message;
        }
    }

    /// <summary>Keys and JSON values in turn; a member whose key is null is left out.</summary>
    private static IEnumerable<(string Key, string? Value)> Members(object?[] arguments)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            if (arguments[i] is not string key)
                continue;
            if (!keys.Add(key))
                throw Duplicate(key);
            yield return (key, arguments[i + 1] as string);
        }
    }

    private static string Unique(object?[] arguments)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Parsed(arguments, 0).EnumerateArray().Chunk(2))
        {
            if (!members.TryAdd(pair[0].GetString()!, pair[1].GetRawText()))
                throw Duplicate(pair[0].GetString()!);
        }

        return JsonText.Object(members.Select(m => (m.Key, m.Value)));
    }

    private static string Insert(object?[] arguments)
    {
        var key = Text(arguments, 1);
        var members = Parsed(arguments, 0).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetRawText(), StringComparer.Ordinal);
        if (members.ContainsKey(key) && Whole(arguments, 3) == 0)
            throw Duplicate(key);
        members[key] = Text(arguments, 2);
        return JsonText.Object(members.Select(m => (m.Key, m.Value)));
    }

    private static LocalSqlException Duplicate(string key) => new(100201, "22000", $"Duplicate field key '{key}'");

    private static string TypeOf(string json) => json switch
    {
        "null" => "NULL_VALUE",
        "true" or "false" => "BOOLEAN",
        ['"', ..] => "VARCHAR",
        ['{', ..] => "OBJECT",
        ['[', ..] => "ARRAY",
        _ when long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "INTEGER",
        _ when json.Contains('e', StringComparison.OrdinalIgnoreCase) => "DOUBLE",
        _ => "DECIMAL",
    };
}

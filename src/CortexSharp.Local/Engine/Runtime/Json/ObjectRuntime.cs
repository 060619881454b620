using System.Text.Json;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Json;

/// <summary>Functions on objects. Keys are sorted, as Snowflake shows them.</summary>
internal static class ObjectRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        // A null value leaves the key out.
        new("object", static call => call.ReturnText(JsonText.Object(Members(call, keepNulls: false))), Strict: false),
        new("object_keep_null", static call => call.ReturnText(JsonText.Object(Members(call, keepNulls: true))), Strict: false),
        new("object_unique", Unique),
        new("object_insert", Insert, Strict: false),
        new("object_keys", static call => call.ReturnText(JsonText.Array(Parsed(call).Select(m => JsonText.Quote(m.Key))))),
        new("object_delete", static call => call.ReturnText(JsonText.Object(Chosen(call, Keys(call), listed: false)))),
        new("object_pick", static call => call.ReturnText(JsonText.Object(Chosen(call, Keys(call), listed: true)))),
        new(
            "object_pick_listed",
            static call => call.ReturnText(
                JsonText.Object(Chosen(call, [.. JsonArray.Elements(call.Text(1)).Select(k => ConversionRuntime.VariantText(k)!)], listed: true)))),
    ];

    /// <summary>Keys and JSON values in turn; a member whose key is null is left out.</summary>
    private static List<(string Key, string Value)> Members(FunctionCall call, bool keepNulls)
    {
        var members = new List<(string Key, string Value)>(call.Count / 2);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < call.Count; i += 2)
        {
            if (call.IsNull(i) || (call.IsNull(i + 1) && !keepNulls))
                continue;
            var key = call.Text(i);
            if (!keys.Add(key))
                throw Duplicate(key);
            members.Add((key, call.IsNull(i + 1) ? "null" : call.Text(i + 1)));
        }

        return members;
    }

    private static List<(string Key, string Value)> Parsed(FunctionCall call) =>
        JsonElement.Parse(call.Utf8(0)) is { ValueKind: JsonValueKind.Object } json
            ? [.. json.EnumerateObject().Select(p => (p.Name, p.Value.GetRawText()))]
            : [];

    private static void Unique(FunctionCall call)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in JsonElement.Parse(call.Utf8(0)).EnumerateArray().Chunk(2))
        {
            if (!members.TryAdd(pair[0].GetString()!, pair[1].GetRawText()))
                throw Duplicate(pair[0].GetString()!);
        }

        call.ReturnText(JsonText.Object(members.Select(m => (m.Key, m.Value))));
    }

    /// <summary>Adds or replaces a member; a null value takes it away.</summary>
    private static void Insert(FunctionCall call)
    {
        if (call.IsNull(0) || call.IsNull(1))
            return;
        var key = call.Text(1);
        var members = Parsed(call);
        var place = members.FindIndex(m => m.Key == key);
        if (place >= 0 && (call.IsNull(3) || !call.Boolean(3)))
            throw Duplicate(key);
        if (place >= 0)
            members.RemoveAt(place);
        if (!call.IsNull(2))
            members.Add((key, call.Text(2)));
        call.ReturnText(JsonText.Object(members));
    }

    /// <summary>The arguments behind the object.</summary>
    private static HashSet<string> Keys(FunctionCall call)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i < call.Count; i++)
            keys.Add(call.Text(i));
        return keys;
    }

    /// <summary>The members that are listed, or those that are not.</summary>
    private static IEnumerable<(string Key, string Value)> Chosen(FunctionCall call, HashSet<string> keys, bool listed) =>
        Parsed(call).Where(m => keys.Contains(m.Key) == listed);

    private static LocalSqlException Duplicate(string key) => new(100201, "22000", $"Duplicate field key '{key}'");
}

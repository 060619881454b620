using System.Text.Json;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Json;

/// <summary>Functions on any JSON value.</summary>
internal static class VariantRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        .. new RuntimeFunction("parse_json", Parse).WithTry(),
        new("elements", Elements),
        new("check_json", CheckJson),
        new("to_object", static call => ReturnAs(call, '{', "OBJECT")),
        new("to_array", static call => ReturnArray(call)),
        new("get_index", GetIndex),
        new("get_key", static call => GetKey(call, StringComparison.Ordinal)),
        new("get_key_ignore_case", static call => GetKey(call, StringComparison.OrdinalIgnoreCase)),
        new("typeof", static call => call.ReturnText(TypeOf(call.Text(0)))),
        new("is_type", static call => call.Return(Is(TypeOf(call.Text(0)), call.Text(1)))),
        new("as_type", static call =>
        {
            if (Is(TypeOf(call.Text(0)), call.Text(1)))
                call.ReturnArgument(0);
        }),
    ];

    /// <summary>The name that TYPEOF gives a value.</summary>
    public static string TypeOf(string json) => json switch
    {
        "null" => "NULL_VALUE",
        "true" or "false" => "BOOLEAN",
        ['"', ..] => "VARCHAR",
        ['{', ..] => "OBJECT",
        ['[', ..] => "ARRAY",
        _ when json.Contains('e', StringComparison.OrdinalIgnoreCase) => "DOUBLE",
        _ when json.Contains('.', StringComparison.Ordinal) => "DECIMAL",
        _ => "INTEGER",
    };

    /// <summary>Whether a value of a type is one of another: a whole number is a decimal too, and any number a double.</summary>
    private static bool Is(string type, string wanted) =>
        type == wanted || (wanted, type) is ("DECIMAL", "INTEGER") or ("DOUBLE", "INTEGER" or "DECIMAL");

    private static void Parse(FunctionCall call)
    {
        var text = call.Utf8(0);
        using var json = new PooledBuffer(text.Length);
        if (JsonText.Parse(text, json))
            call.ReturnText(json.Written);
    }

    private static void Elements(FunctionCall call)
    {
        var text = call.Utf8(0);
        using var json = new PooledBuffer(text.Length);
        if (JsonText.Elements(text, json))
            call.ReturnText(json.Written);
    }

    private static void CheckJson(FunctionCall call)
    {
        var text = call.Utf8(0);
        using var json = new PooledBuffer(text.Length);
        try
        {
            JsonText.Parse(text, json);
        }
        catch (LocalSqlException e)
        {
            call.ReturnText(e.Message);
        }
    }

    private static void ReturnAs(FunctionCall call, char bracket, string type)
    {
        var json = call.Text(0);
        if (json == "null")
            return;
        if (json[0] != bracket)
            throw SqlErrors.VariantCast(json, type);
        call.ReturnArgument(0);
    }

    private static void ReturnArray(FunctionCall call)
    {
        var json = call.Text(0);
        if (json != "null")
            call.ReturnText(json[0] == '[' ? json : $"[{json}]");
    }

    private static void GetIndex(FunctionCall call)
    {
        var (json, index) = (JsonElement.Parse(call.Utf8(0)), call.Whole(1));
        if (json.ValueKind is JsonValueKind.Array && index >= 0 && index < json.GetArrayLength())
            call.ReturnText(json[(int)index].GetRawText());
    }

    /// <summary>A member by its key; the exact key goes before others that differ in case.</summary>
    private static void GetKey(FunctionCall call, StringComparison comparison)
    {
        var json = JsonElement.Parse(call.Utf8(0));
        if (json.ValueKind is not JsonValueKind.Object)
            return;
        var key = call.Text(1);
        if (json.TryGetProperty(key, out var value))
        {
            call.ReturnText(value.GetRawText());
            return;
        }

        if (comparison is StringComparison.Ordinal)
            return;
        foreach (var member in json.EnumerateObject())
        {
            if (!member.Name.Equals(key, comparison))
                continue;
            call.ReturnText(member.Value.GetRawText());
            return;
        }
    }
}

using System.Globalization;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Json;

/// <summary>Functions on arrays. JSON has one form only here, so equal elements are equal texts.</summary>
internal static class ArrayRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        // A null stays in its place as JSON null; Snowflake calls it undefined there.
        new("array", static call => call.ReturnText(JsonText.Array(Items(call, 0))), Strict: false),
        new("array_compact", static call => call.ReturnText(JsonText.Array(Items(call, 0).Where(i => i != "null"))), Strict: false),
        Of("array_append", static (call, items) => [.. items, Item(call, 1)], others: true),
        Of("array_prepend", static (call, items) => [Item(call, 1), .. items], others: true),
        Of("array_cat", static (call, items) => [.. items, .. JsonArray.Elements(call.Text(1))]),
        Of("array_drop_nulls", static (_, items) => items.Where(i => i != "null")),
        Of("array_distinct", static (_, items) => items.Distinct(StringComparer.Ordinal)),
        Of("array_except", static (call, items) => Except(items, JsonArray.Elements(call.Text(1)))),
        Of("array_intersection", static (call, items) => Common(items, JsonArray.Elements(call.Text(1)))),
        Of("array_slice", static (call, items) => Slice(items, call.Whole(1), call.Whole(2))),
        Of("array_insert", static (call, items) => Insert(items, call.Whole(1), Item(call, 2)), others: true),
        Of("array_remove", static (call, items) => Without(items, call.Text(1))),
        Of("array_remove_at", static (call, items) => RemoveAt(items, call.Whole(1))),
        Of("array_reverse", static (_, items) => Enumerable.Reverse(items)),
        Of("array_flatten", static (_, items) => items.SelectMany(Inner)),
        Of("array_sort", static (call, items) => Sorted(items, call.Boolean(1), call.Boolean(2))),
        new("array_contains", static call => call.Return(JsonArray.Elements(call.Text(1)).Contains(call.Text(0)))),
        new(
            "array_position",
            static call => call.Return(JsonArray.Elements(call.Text(1)).IndexOf(call.Text(0)) is >= 0 and var place ? (long)place : null)),
        new("arrays_overlap", static call => call.Return(Common(JsonArray.Elements(call.Text(0)), JsonArray.Elements(call.Text(1))).Count > 0)),
        new("array_least", static call => call.Return(Sorted(Values(call), ascending: true, nullsFirst: false).FirstOrDefault())),
        new("array_greatest", static call => call.Return(Sorted(Values(call), ascending: false, nullsFirst: false).FirstOrDefault())),
        new(
            "array_to_string",
            static call => call.ReturnText(string.Join(call.Text(1), JsonArray.Elements(call.Text(0)).Select(ConversionRuntime.VariantText)))),
        new("array_range", Range),
        new("arrays_to_object", ToObject),
        new("arrays_zip", Zip),
        new("wrap_array", static call => call.ReturnText(call.Utf8(0).StartsWith("["u8) ? call.Text(0) : $"[{call.Text(0)}]")),
    ];

    /// <summary>A function that makes an array of an array; of what is no array it makes null.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="change">What it does.</param>
    /// <param name="others">Whether the other arguments may be null, which is an element then.</param>
    private static RuntimeFunction Of(string name, Func<FunctionCall, List<string>, IEnumerable<string>> change, bool others = false) => new(
        name,
        call =>
        {
            if (!call.IsNull(0) && call.Utf8(0).StartsWith("["u8))
                call.ReturnText(JsonText.Array(change(call, JsonArray.Elements(call.Text(0)))));
        },
        Strict: !others);

    private static string Item(FunctionCall call, int index) => call.IsNull(index) ? "null" : call.Text(index);

    private static List<string> Items(FunctionCall call, int from)
    {
        var items = new List<string>(call.Count);
        for (var i = from; i < call.Count; i++)
            items.Add(Item(call, i));
        return items;
    }

    private static List<string> Values(FunctionCall call) => [.. JsonArray.Elements(call.Text(0)).Where(i => i != "null")];

    private static List<string> Inner(string json) =>
        json.StartsWith('[') ? JsonArray.Elements(json) : throw SqlErrors.Execution("ARRAY_FLATTEN takes an array of arrays, not an element " + json);

    private static IEnumerable<string> Without(List<string> items, string item) => items.Where(i => i != item);

    /// <summary>The items without as many of each as the others have.</summary>
    private static List<string> Except(List<string> items, List<string> others)
    {
        var rest = new List<string>(items.Count);
        foreach (var item in items)
        {
            if (!others.Remove(item))
                rest.Add(item);
        }

        return rest;
    }

    private static List<string> Common(List<string> items, List<string> others) => [.. items.Where(others.Remove)];

    private static IEnumerable<string> Slice(List<string> items, long from, long to)
    {
        // Places below 0 count from the end.
        from = Math.Max(0, from < 0 ? items.Count + from : from);
        to = Math.Min(items.Count, to < 0 ? items.Count + to : to);
        return from < to ? items[(int)from..(int)to] : [];
    }

    private static List<string> Insert(List<string> items, long place, string item)
    {
        if (place < 0)
            place = Math.Max(0, items.Count + place);
        if (place > 1_000_000)
            throw SqlErrors.Execution($"Invalid position {place} in ARRAY_INSERT");
        while (items.Count < place)
            items.Add("null");
        items.Insert((int)place, item);
        return items;
    }

    private static List<string> RemoveAt(List<string> items, long place)
    {
        if (place < 0)
            place += items.Count;
        if (place >= 0 && place < items.Count)
            items.RemoveAt((int)place);
        return items;
    }

    private static IEnumerable<string> Sorted(List<string> items, bool ascending, bool nullsFirst)
    {
        var nulls = items.Where(i => i == "null");
        var keyed = items.Where(i => i != "null").Select(i => (Json: i, Key: ConversionRuntime.VariantSort(i)));
        var values = (ascending
            ? keyed.OrderBy(v => v.Key, StorageOrder.Instance)
            : keyed.OrderByDescending(v => v.Key, StorageOrder.Instance)).Select(v => v.Json);
        return nullsFirst ? nulls.Concat(values) : values.Concat(nulls);
    }

    private static void Range(FunctionCall call)
    {
        var (start, stop, step) = (call.Whole(0), call.Whole(1), call.Count > 2 ? call.Whole(2) : 1);
        if (step == 0)
            throw SqlErrors.Execution("ARRAY_GENERATE_RANGE takes a step other than 0");
        if ((stop - (Int128)start) / step > 1_000_000)
            throw SqlErrors.Execution("The result of ARRAY_GENERATE_RANGE has more than 1000000 elements");
        var items = new List<string>();
        for (var i = (Int128)start; step > 0 ? i < stop : i > stop; i += step)
            items.Add(i.ToString(CultureInfo.InvariantCulture));
        call.ReturnText(JsonText.Array(items));
    }

    private static void ToObject(FunctionCall call)
    {
        var (keys, values) = (JsonArray.Elements(call.Text(0)), JsonArray.Elements(call.Text(1)));
        if (keys.Count != values.Count)
            throw SqlErrors.Execution("ARRAYS_TO_OBJECT takes as many values as keys");
        call.ReturnText(
            JsonText.Object(keys.Zip(values).Where(m => m.First != "null").Select(m => (ConversionRuntime.VariantText(m.First)!, m.Second))));
    }

    private static void Zip(FunctionCall call)
    {
        var arrays = Enumerable.Range(0, call.Count).Select(_ => new List<string>()).ToArray();
        for (var i = 0; i < arrays.Length; i++)
            arrays[i] = JsonArray.Elements(call.Text(i));
        call.ReturnText(JsonText.Array(Enumerable.Range(0, arrays.Max(a => a.Count)).Select(place =>
            JsonText.Object(
                arrays.Select((a, i) => (string.Create(CultureInfo.InvariantCulture, $"${i + 1}"), place < a.Count ? a[place] : "null"))))));
    }
}

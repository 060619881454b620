using System.Text.Json;

namespace CortexSharp.Evaluation.Json;

/// <summary>Compares JSON leaf by leaf.</summary>
internal static class JsonFieldsEqual
{
    /// <summary>The share of leaves of either that the other has too, at the same place and with an equal value, 0 to 1.</summary>
    public static double Share(JsonElement first, JsonElement second)
    {
        var (equal, all) = Count(first, second);
        return equal / (double)all;
    }

    private static (int Equal, int All) Count(JsonElement first, JsonElement second) => (first.ValueKind, second.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) when !IsEmpty(first) || !IsEmpty(second) => CountObjects(first, second),
        (JsonValueKind.Array, JsonValueKind.Array) when !IsEmpty(first) || !IsEmpty(second) => CountArrays(first, second),
        _ when IsLeaf(first) && IsLeaf(second) => (JsonElement.DeepEquals(first, second) ? 1 : 0, 1),
        _ => (0, Math.Max(Leaves(first), Leaves(second))),
    };

    private static (int Equal, int All) CountObjects(JsonElement first, JsonElement second)
    {
        var (equal, all) = (0, 0);
        foreach (var property in first.EnumerateObject())
        {
            var (same, of) = second.TryGetProperty(property.Name, out var other) ? Count(property.Value, other) : (0, Leaves(property.Value));
            (equal, all) = (equal + same, all + of);
        }

        return (equal,
            all + second.EnumerateObject().Where(property => !first.TryGetProperty(property.Name, out _)).Sum(property => Leaves(property.Value)));
    }

    private static (int Equal, int All) CountArrays(JsonElement first, JsonElement second)
    {
        var (equal, all) = (0, 0);
        for (var i = 0; i < Math.Max(first.GetArrayLength(), second.GetArrayLength()); i++)
        {
            var (same, of) = i >= first.GetArrayLength() ? (0, Leaves(second[i]))
                : i >= second.GetArrayLength() ? (0, Leaves(first[i]))
                : Count(first[i], second[i]);
            (equal, all) = (equal + same, all + of);
        }

        return (equal, all);
    }

    private static int Leaves(JsonElement value) => IsLeaf(value) ? 1
        : value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().Sum(property => Leaves(property.Value))
        : value.EnumerateArray().Sum(Leaves);

    private static bool IsLeaf(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) || IsEmpty(value);

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };
}

using System.Text.Json;
using CortexSharp.Local.Cortex.Completion;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Reads the fields of a request's body; one of a wrong type is refused in Snowflake's words.</summary>
internal static class JsonFields
{
    /// <summary>A field; null when it is missing or null.</summary>
    public static JsonElement? Property(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement body, string name) => body.Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw InferenceException.Bad($"{name} must be a string"),
    };

    public static bool? Flag(this JsonElement body, string name) => body.Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw InferenceException.Bad($"{name} must be true or false"),
    };

    /// <summary>A whole number within limits.</summary>
    public static int? Whole(this JsonElement body, string name, int least, int most) => body.Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= least && value <= most => value,
        _ => throw InferenceException.Bad(CompletionOptions.Invalid),
    };

    /// <summary>A number from 0 to a limit.</summary>
    public static float? Number(this JsonElement body, string name, int most) => body.Property(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.GetSingle() is var value && value >= 0 && value <= most => value,
        _ => throw InferenceException.Bad(CompletionOptions.Invalid),
    };
}

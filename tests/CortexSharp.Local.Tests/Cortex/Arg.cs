using System.Text.Json;
using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>Arguments as a statement would write them.</summary>
internal static class Arg
{
    /// <summary>A value that is computed for each row.</summary>
    public static CortexArgument Row { get; } = new(null, IsConstant: false, default, 7);

    public static CortexArgument Null { get; } = Json("null");

    public static CortexArgument True { get; } = Json("true");

    public static CortexArgument False { get; } = Json("false");

    public static CortexArgument Text(string value) => Json(JsonSerializer.Serialize(value));

    public static CortexArgument Json(string json) => new(null, IsConstant: true, JsonElement.Parse(json), 7);

    public static CortexArgument As(this CortexArgument argument, string name) => argument with { Name = name };
}

using System.Globalization;
using System.Text.Json;
using CortexSharp.Local.Server.SqlApi;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>What a driver binds to one placeholder.</summary>
/// <param name="Type">The type in upper case.</param>
/// <param name="Value">The value; null for NULL, and where <paramref name="Rows"/> are given.</param>
/// <param name="Rows">A value for each row of an array bind; null for a single value.</param>
internal sealed record Binding(string Type, string? Value, IReadOnlyList<string?>? Rows)
{
    /// <summary>Reads <c>{"type":"TEXT","value":"x"}</c>.</summary>
    /// <param name="name">The placeholder's, for errors.</param>
    /// <param name="binding">The object.</param>
    /// <exception cref="SessionException">It is not such an object.</exception>
    public static Binding Read(string name, JsonElement binding)
    {
        var type = binding.Text("type")?.ToUpperInvariant() ?? throw SessionException.BadRequest($"the binding {name} has no type.");
        return binding.Member("value") switch
        {
            null => new(type, null, null),
            { ValueKind: JsonValueKind.String } value => new(type, value.GetString(), null),
            { ValueKind: JsonValueKind.Array } rows => new(type, null, [.. rows.EnumerateArray().Select(v => TextOf(name, v))]),
            _ => throw SessionException.BadRequest($"the value of the binding {name} is neither text nor null nor an array of them."),
        };
    }

    /// <summary>The value for the engine.</summary>
    /// <exception cref="RequestException">It does not fit its type.</exception>
    public SqlBind ToBind() => ToBind(Value);

    /// <summary>A value of this type for the engine.</summary>
    /// <param name="value">Its text.</param>
    /// <exception cref="RequestException">It does not fit the type.</exception>
    public SqlBind ToBind(string? value) => Bindings.Read(WireType(value), value);

    // Drivers send a decimal as FIXED and JSON as VARIANT, which the SQL API calls DECFLOAT and TEXT; the Node driver also takes 1e300 for a
    // whole number. An empty array bind has no type.
    private string WireType(string? value) => Type switch
    {
        "FIXED" when value?.Contains('e', StringComparison.OrdinalIgnoreCase) == true => "REAL",
        "FIXED" when value?.Contains('.', StringComparison.Ordinal) == true => "DECFLOAT",
        "VARIANT" or "OBJECT" or "ARRAY" or "" => "TEXT",
        _ => Type,
    };

    private static string? TextOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => throw SessionException.BadRequest(
            string.Create(CultureInfo.InvariantCulture, $"the array of the binding {name} holds what is neither text nor null.")),
    };
}

using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Cortex.Calls;

/// <summary>What a call gives for one parameter: nothing, a constant, or a place in each row.</summary>
internal sealed class BoundArgument
{
    private readonly CortexArgument? _argument;
    private readonly string? _constant;
    private readonly int _place;

    /// <param name="argument">The argument as written; null when the call leaves the parameter out.</param>
    /// <param name="place">Where rows hold the value, when it is no constant.</param>
    public BoundArgument(CortexArgument? argument, int place)
    {
        _argument = argument;
        _place = place;
        _constant = argument is { IsConstant: true } ? TextOf(argument.Constant) : null;
    }

    /// <summary>Whether the call gives a value; a constant <c>NULL</c> is a placeholder for none.</summary>
    public bool IsGiven => _argument is not null && !(_argument.IsConstant && _constant is null);

    /// <summary>Whether the call gives a constant that is not <c>NULL</c>.</summary>
    public bool IsConstant => _constant is not null;

    /// <summary>The argument as written.</summary>
    public CortexArgument Written => _argument ?? throw new InvalidOperationException("The call does not give this argument.");

    /// <summary>The JSON kind of the constant; undefined when there is none.</summary>
    public JsonValueKind ConstantKind => _argument is { IsConstant: true } ? _argument.Constant.ValueKind : JsonValueKind.Undefined;

    /// <summary>The value for a row as text: a string as it is, objects and arrays as JSON; null for the SQL <c>NULL</c>.</summary>
    /// <param name="row">The row.</param>
    public string? TextIn(object?[] row) => _argument is not { IsConstant: false } ? _constant : row[_place] switch
    {
        null => null,
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    private static string? TextOf(JsonElement constant) => constant.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => constant.GetString(),
        _ => constant.GetRawText(),
    };
}

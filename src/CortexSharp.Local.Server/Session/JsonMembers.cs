using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Server.Session;

/// <summary>Reads members of the drivers' bodies, which leave out or send as null what is not used.</summary>
internal static class JsonMembers
{
    extension(JsonElement element)
    {
        /// <summary>The member; null when it is not there or null.</summary>
        public JsonElement? Member(string name) =>
            element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null
                ? member
                : null;

        /// <summary>The member's text; null when it is not there or something else.</summary>
        public string? Text(string name) => element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        /// <summary>Whether the member is there and true.</summary>
        public bool Flag(string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

        /// <summary>The member's whole number, which some drivers send as text.</summary>
        public int? Number(string name) => element.Member(name) switch
        {
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
            { ValueKind: JsonValueKind.String } text when int.TryParse(
                text.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) => value,
            _ => null,
        };
    }
}

using System.Text.Json;

namespace CortexSharp.BaseModels;

/// <summary>The roles whose privileges count in a session.</summary>
/// <param name="Role">The primary role; what is created, it alone must be allowed to create.</param>
/// <param name="Secondary">The active secondary roles.</param>
internal sealed record SessionRoles(string Role, IReadOnlyList<string> Secondary)
{
    public IReadOnlyList<string> All => [Role, .. Secondary];

    /// <summary>
    /// Reads what <c>CURRENT_ROLE()</c> and <c>CURRENT_SECONDARY_ROLES()</c> tell; the latter as in <c>{"roles":"A,B","value":"ALL"}</c>.
    /// </summary>
    public static SessionRoles Of(string? role, string? secondary)
    {
        var primary = role ?? "PUBLIC";
        return new(primary, [.. Names(secondary).Where(n => n != primary).Distinct(StringComparer.Ordinal)]);
    }

    private static string[] Names(string? secondary)
    {
        if (secondary is null)
            return [];
        try
        {
            return JsonElement.Parse(secondary) is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("roles", out var roles)
                && roles.ValueKind == JsonValueKind.String
                ? roles.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

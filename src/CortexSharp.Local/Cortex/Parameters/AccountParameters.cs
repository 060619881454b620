using System.Collections.Immutable;
using CortexSharp.Local.Cortex.Registry;

namespace CortexSharp.Local.Cortex.Parameters;

/// <summary>
/// The account's parameters that mean something to Cortex: those of the options, unless <c>ALTER ACCOUNT</c> has set them in the file.
/// </summary>
internal sealed class AccountParameters
{
    public const string CrossRegionName = "CORTEX_ENABLED_CROSS_REGION";
    public const string AllowlistName = "CORTEX_MODELS_ALLOWLIST";
    public const string FailOnErrorName = "AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR";

    private const string NoModels = "None";

    private static readonly ImmutableArray<ParameterDefinition> Definitions =
    [
        new(
            FailOnErrorName, "BOOLEAN", "false",
            "Whether an AI function that fails for a row fails the statement instead of giving NULL for the row."),
        new(
            CrossRegionName, "STRING", CrossRegion.Anywhere,
            "The regions to which Cortex may send requests for models that the account's own region does not serve."),
        new(AllowlistName, "STRING", "All", "The base models that every role may call; Snowflake is about to remove it in favour of grants."),
    ];

    private readonly CortexTables _tables;
    private readonly ImmutableDictionary<string, string> _initial;

    /// <param name="tables">Where values that were set are kept.</param>
    /// <param name="initial">The values that the account begins with.</param>
    /// <exception cref="ArgumentException">A parameter is unknown or its value is not one that it takes.</exception>
    public AccountParameters(CortexTables tables, IReadOnlyDictionary<string, string> initial)
    {
        _tables = tables;
        _initial = initial.ToImmutableDictionary(p => p.Key.ToUpperInvariant(), p => p.Value, StringComparer.Ordinal);
        foreach (var (name, value) in _initial)
        {
            if (Find(name) is not { } definition)
            {
                throw new ArgumentException(
                    $"The offline Cortex has no account parameter {name}; it has {string.Join(", ", Definitions.Select(d => d.Name))}.",
                    nameof(initial));
            }

            if (Normalise(definition, value) is null)
                throw new ArgumentException($"The account parameter {name} does not take the value '{value}'.", nameof(initial));
        }
    }

    /// <summary>Where requests may go beside the own region.</summary>
    public IReadOnlyCollection<string> CrossRegions => Items(Value(CrossRegionName).Value);

    /// <summary>Whether a failing row fails the statement; null while nobody has said so, which each function takes in its own way.</summary>
    public bool? FailOnError => Value(FailOnErrorName) is { IsSet: true, Value: var value } ? value == "true" : null;

    /// <summary>Whether the allowlist lets every role call a base model.</summary>
    /// <param name="baseModel">The model's name.</param>
    public bool Allows(string baseModel) => Value(AllowlistName).Value switch
    {
        "All" => true,
        NoModels => false,
        var list => Items(list).Contains(baseModel, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>All parameters, ordered by name.</summary>
    public IReadOnlyList<ParameterValue> List()
    {
        var stored = _tables.Read(
            """SELECT name, value FROM "_cortexsharp_parameters" """, static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)))
            .ToDictionary();
        return [.. Definitions.Select(d => stored.TryGetValue(d.Name, out var value)
            ? new ParameterValue(d, value, IsSet: true)
            : _initial.TryGetValue(d.Name, out value) ? new(d, Normalise(d, value)!, IsSet: true) : new(d, d.Default, IsSet: false))];
    }

    /// <summary>Sets a parameter.</summary>
    /// <param name="definition">The parameter.</param>
    /// <param name="value">The value as written.</param>
    /// <exception cref="LocalSqlException">It does not take the value.</exception>
    public void Set(ParameterDefinition definition, string value)
    {
        // Since August 2026 the allowlist can only be emptied (Snowflake's page on privileges and access to AI functions).
        if (Normalise(definition, value) is not { } normal || (definition.Name == AllowlistName && normal != NoModels))
            throw new LocalSqlException(1008, "22023", $"SQL compilation error:\ninvalid value [{value}] for parameter '{definition.Name}'");
        _tables.Change("""INSERT OR REPLACE INTO "_cortexsharp_parameters" VALUES ($name, $value)""", ("$name", definition.Name), ("$value", normal));
    }

    /// <summary>Gives a parameter back the value of the options, or its default.</summary>
    /// <param name="definition">The parameter.</param>
    public void Unset(ParameterDefinition definition) =>
        _tables.Change("""DELETE FROM "_cortexsharp_parameters" WHERE name = $name""", ("$name", definition.Name));

    /// <summary>The parameter of this name; null when there is none.</summary>
    /// <param name="name">The name in upper case.</param>
    public static ParameterDefinition? Find(string name) => Definitions.FirstOrDefault(d => d.Name == name);

    private ParameterValue Value(string name) => List().Single(p => p.Definition.Name == name);

    private static string? Normalise(ParameterDefinition definition, string value) => definition.Name switch
    {
        FailOnErrorName => bool.TryParse(value, out var flag) ? (flag ? "true" : "false") : null,
        CrossRegionName => Items(value.ToUpperInvariant()) is { Length: > 0 } places && places.All(CrossRegion.Values.Contains)
            && (places.Length == 1 || !places.Contains(CrossRegion.Disabled)) ? string.Join(",", places) : null,
        _ => value.Trim().ToUpperInvariant() switch { "ALL" => "All", "NONE" => NoModels, "" => null, _ => string.Join(",", Items(value)) },
    };

    private static string[] Items(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

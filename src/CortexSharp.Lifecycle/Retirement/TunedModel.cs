using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>A tuned model as <c>SHOW MODELS</c> lists it, or listed it before it was dropped.</summary>
internal sealed record TunedModel(SqlIdentifier Name, DateTimeOffset CreatedAt, bool IsGone = false)
{
    /// <summary>Whether a name, perhaps without database or schema, can mean this model.</summary>
    public bool IsCalled(string name) => ModelName.CanMeanSame(Name.ToString(), name);

    /// <summary>Whether a version made this very model, in its schema.</summary>
    public bool IsOf(ModelVersion version) => NameOf(version) is { } name && name.Equals(Name);

    /// <summary>The full name of a version's model; null when it has none, or one that does not tell its schema.</summary>
    public static SqlIdentifier? NameOf(ModelVersion version)
    {
        if (version.FinalModel is not { } final)
            return null;
        try
        {
            var (name, asked) = (SqlIdentifier.Parse(final), SqlIdentifier.Parse(version.Model));
            // Some servers tell a finished job's model by its last part alone; it is where it was asked for.
            if (asked is { Database: { } database, Schema: { } schema })
                name = name.Within(database, schema);
            return name.Parts.Count == 3 ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A name by its last part, without quotes and in upper case: all that can be compared with what usage views show.</summary>
    public static string LastPartOf(string name) => name.Replace("\"", "", StringComparison.Ordinal).Split('.')[^1].ToUpperInvariant();
}

using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>A tuned model as <c>SHOW MODELS</c> lists it.</summary>
internal sealed record TunedModel(SqlIdentifier Name, DateTimeOffset CreatedAt)
{
    /// <summary>Whether a name, perhaps without database or schema, means this model.</summary>
    public bool IsCalled(string name)
    {
        try
        {
            var parts = SqlIdentifier.Parse(name).Parts;
            return Name.Parts.TakeLast(parts.Count).SequenceEqual(parts, StringComparer.Ordinal);
        }
        catch (ArgumentException)
        {
            // The name of a base model, such as llama3.1-8b.
            return false;
        }
    }

    /// <summary>A name by its last part, without quotes and in upper case: all that can be compared with what usage views show.</summary>
    public static string LastPartOf(string name) => name.Replace("\"", "", StringComparison.Ordinal).Split('.')[^1].ToUpperInvariant();
}

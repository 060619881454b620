using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Compares the names by which models are called. A base model's, such as <c>llama3.1-8b</c>, is no identifier and has no case.</summary>
internal static class ModelName
{
    /// <summary>Whether a name can be that of an object in a schema, as a tuned model's is.</summary>
    public static bool IsIdentifier(string name) => Parse(name) is not null;

    /// <summary>Whether two names are written for the same model.</summary>
    public static bool AreEqual(string one, string other) =>
        one.Equals(other, StringComparison.Ordinal)
        || (Parse(one) is { } a && Parse(other) is { } b ? a.Equals(b) : one.Equals(other, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether two names can mean the same model: one may leave out database or schema.</summary>
    public static bool CanMeanSame(string one, string other)
    {
        if (Parse(one) is not { } a || Parse(other) is not { } b)
            return AreEqual(one, other);
        var shared = Math.Min(a.Parts.Count, b.Parts.Count);
        return a.Parts.TakeLast(shared).SequenceEqual(b.Parts.TakeLast(shared), StringComparer.Ordinal);
    }

    private static SqlIdentifier? Parse(string name)
    {
        try
        {
            return SqlIdentifier.Parse(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

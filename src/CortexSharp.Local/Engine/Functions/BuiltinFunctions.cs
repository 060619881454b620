using System.Collections.Frozen;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>All scalar functions.</summary>
internal static class BuiltinFunctions
{
    private static readonly FrozenDictionary<string, BuiltinFunction> All =
        StringFunctions.All.Concat(RegexFunctions.All).Concat(HashFunctions.All).Concat(NumericFunctions.All).Concat(ConditionalFunctions.All).Concat(
            ConversionFunctions.All)
            .Concat(SemiStructuredFunctions.All).Concat(ArrayFunctions.All).Concat(TemporalFunctions.All).Concat(ContextFunctions.All).Concat(
                VectorFunctions.All)
            .ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The function of this name, in upper case; null for none.</summary>
    public static BuiltinFunction? Find(string name) => All.GetValueOrDefault(name);
}

using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace CortexSharp.Files.Internal;

/// <summary>Distinct names in order; one instance serves every record that has them, so a record costs only its values.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<string, int> _positions;

    private FieldNames(string[] names, Dictionary<string, int> positions)
    {
        List = Array.AsReadOnly(names);
        _positions = positions;
    }

    public static FieldNames None { get; } = new([], []);

    public ReadOnlyCollection<string> List { get; }

    public int Count => List.Count;

    /// <summary>Takes ownership of <paramref name="names"/>; <paramref name="problem"/> gives positions, since names are file content.</summary>
    public static bool TryCreate(string[] names, [NotNullWhen(true)] out FieldNames? result, [NotNullWhen(false)] out string? problem)
    {
        var positions = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (positions.TryAdd(names[i], i)) continue;
            (result, problem) = (null, $"name {i + 1} repeats name {positions[names[i]] + 1}");
            return false;
        }

        (result, problem) = (new FieldNames(names, positions), null);
        return true;
    }

    /// <summary>As <see cref="TryCreate"/>, for names that a caller passed.</summary>
    public static FieldNames FromArgument(string[] names, string parameter)
    {
        foreach (var name in names)
        {
            ArgumentNullException.ThrowIfNull(name, parameter);
            if (Utf16.HasUnpairedSurrogate(name)) throw new ArgumentException("A name has an unpaired surrogate.", parameter);
        }

        return TryCreate(names, out var result, out var problem)
            ? result
            : throw new ArgumentException($"Names must differ: {problem}.", parameter);
    }

    public bool TryGetPosition(string name, out int position) => _positions.TryGetValue(name, out position);
}

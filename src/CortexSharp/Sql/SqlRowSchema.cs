using System.Collections.Frozen;

namespace CortexSharp.Sql;

/// <summary>The columns that all rows of one result share, with the way from a name to a position.</summary>
public sealed class SqlRowSchema
{
    private readonly FrozenDictionary<string, int> _exact;
    private readonly FrozenDictionary<string, int> _folded;

    /// <summary>Takes the columns of a result.</summary>
    /// <param name="columns">The columns in order; names may repeat, then the first counts.</param>
    public SqlRowSchema(IReadOnlyList<SqlColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        _exact = Index(StringComparer.Ordinal);
        _folded = Index(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>The position of a column: by its exact name, else by its name in any case.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public int OrdinalOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_exact.TryGetValue(name, out var ordinal) || _folded.TryGetValue(name, out ordinal))
            return ordinal;
        throw new ArgumentException($"The result has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(name));
    }

    private FrozenDictionary<string, int> Index(StringComparer comparer)
    {
        var index = new Dictionary<string, int>(comparer);
        for (var i = 0; i < Columns.Count; i++)
            index.TryAdd(Columns[i].Name, i);
        return index.ToFrozenDictionary(comparer);
    }
}

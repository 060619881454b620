namespace CortexSharp.Sql;

/// <summary>The columns that all rows of one result share, with the way from a name to a position.</summary>
public sealed class SqlRowSchema
{
    /// <summary>Takes the columns of a result.</summary>
    /// <param name="columns">The columns in order; names may repeat, then the first counts.</param>
    public SqlRowSchema(IReadOnlyList<SqlColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>The position of a column: by its exact name, else by its name in any case.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column; the message lists those there are.</exception>
    public int OrdinalOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // Results are a handful of columns wide: a walk is quicker than making a dictionary for each result.
        var ordinal = IndexOf(name, StringComparison.Ordinal);
        if (ordinal < 0)
            ordinal = IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return ordinal >= 0
            ? ordinal
            : throw new ArgumentException(
                $"The result has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(name));
    }

    private int IndexOf(string name, StringComparison comparison)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, name, comparison))
                return i;
        }

        return -1;
    }
}

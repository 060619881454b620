namespace CortexSharp.Sql;

/// <summary>A piece of SQL that its author vouches for, spliced into a statement as it is.</summary>
/// <remarks>The one way around binds and escaping, made to be found by a search: give it constants of the program, never text from outside.</remarks>
public sealed class SqlText
{
    private SqlText(string sql) => Sql = sql;

    /// <summary>The piece of SQL.</summary>
    internal string Sql { get; }

    /// <summary>Vouches for a piece of SQL.</summary>
    /// <param name="sql">A constant of the program, holding whole tokens.</param>
    public static SqlText Trusted(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return new(sql);
    }

    /// <inheritdoc/>
    public override string ToString() => Sql;
}

using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>One table, subquery or table function of a <c>FROM</c>.</summary>
/// <param name="Name">The alias or name by which the statement speaks of it; null for a subquery without one.</param>
/// <param name="Path">Database and schema, when it was named by them.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record Source(string? Name, ImmutableArray<string> Path, ImmutableArray<SourceColumn> Columns)
{
    /// <summary>The rows' numbers from 0 on, where the source makes its rows by counting.</summary>
    public TypedSql? Numbers { get; init; }

    /// <summary>Whether it takes the rows of others apart, so that Snowflake would number those in <c>SEQ</c>.</summary>
    public bool IsLateral { get; init; }
}

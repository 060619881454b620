using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>A small result in memory.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="AffectedRows">The number of rows changed; null for a statement that is not DML.</param>
internal sealed record ResultTable(IReadOnlyList<SqlColumn> Columns, IReadOnlyList<object?[]> Rows, long? AffectedRows = null)
{
    /// <summary>What DDL answers: one row, one column.</summary>
    public static ResultTable Status(string message) => new([new("status", "TEXT")], [[message]]);
}

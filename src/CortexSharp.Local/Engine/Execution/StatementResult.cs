using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>What running a statement gave: a table in memory, or rows that still stream.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Table">The whole result; null when it streams.</param>
/// <param name="Stream">The streaming rows; null when the result is whole.</param>
/// <param name="IsRepeatable">Whether running it again costs and changes nothing.</param>
internal sealed record StatementResult(IReadOnlyList<SqlColumn> Columns, ResultTable? Table, RowStream? Stream, bool IsRepeatable);

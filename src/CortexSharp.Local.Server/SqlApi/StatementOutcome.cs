using CortexSharp.Sql;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>How a statement ended.</summary>
internal abstract record StatementOutcome
{
    /// <summary>It gave a result.</summary>
    /// <param name="Spool">The rows.</param>
    /// <param name="Stats">What DML changed, by the names of the SQL API's statistics; null for other statements.</param>
    public sealed record Succeeded(ResultSpool Spool, IReadOnlyList<(string Name, long Count)>? Stats) : StatementOutcome
    {
        /// <summary>The handles of the statements of a request that held several; null for a single one.</summary>
        public IReadOnlyList<string>? Handles { get; init; }

        /// <summary>The kind of statement by the number that Snowflake's drivers know it by.</summary>
        public int TypeId { get; init; } = Session.StatementType.Select;
    }

    /// <summary>It failed.</summary>
    /// <param name="Error">Snowflake's error.</param>
    public sealed record Failed(SnowflakeError Error) : StatementOutcome;

    /// <summary>Its connection is to break, as the engine's test controls say.</summary>
    public sealed record Lost : StatementOutcome;
}

namespace CortexSharp.Local.Cortex;

/// <summary>Runs the training query of a fine-tuning job; the SQL engine implements it.</summary>
internal interface ITrainingDataReader
{
    /// <summary>Reads the pairs as Snowflake does, by <c>SELECT "PROMPT", "COMPLETION" FROM (query)</c>.</summary>
    /// <param name="query">The query's text.</param>
    /// <param name="context">Where unqualified names are looked up.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="LocalSqlException">The query fails; the job reports it inside Snowflake's words for that.</exception>
    IAsyncEnumerable<(string? Prompt, string? Completion)> ReadAsync(string query, CallContext context, CancellationToken cancellationToken);
}

using CortexSharp.Sql;

namespace CortexSharp.Local;

/// <summary>
/// A statement failed inside the engine, with the error that Snowflake would report; leaves the engine as a <see cref="CortexException"/>.
/// </summary>
internal class LocalSqlException(int code, string sqlState, string message) : Exception(message)
{
    /// <summary>Snowflake's error number.</summary>
    public int Code { get; } = code;

    /// <summary>The SQLSTATE.</summary>
    public string SqlState { get; } = sqlState;

    /// <summary>The error as Snowflake reports it.</summary>
    /// <param name="queryId">The statement's id.</param>
    public SnowflakeError ToSnowflakeError(string queryId) => new(Code, SqlState, Message, queryId);
}

using System.Data.Common;

namespace CortexSharp.Sql;

/// <summary>Reads what every <see cref="DbException"/> has: error code, SQLSTATE, message. It needs no reflection; the statement's id stays unknown.</summary>
public sealed class DbErrorReader : IDbErrorReader
{
    /// <summary>The one instance that is needed.</summary>
    public static DbErrorReader Instance { get; } = new();

    /// <inheritdoc/>
    public SnowflakeError Read(DbException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // A provider that sets no code leaves the HRESULT of its base class there, which is negative.
        return new(exception.ErrorCode > 0 ? exception.ErrorCode : null, exception.SqlState, exception.Message);
    }
}

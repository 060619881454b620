using System.Data.Common;

namespace CortexSharp.Sql;

/// <summary>Reads a provider's exception as the error that the server sent.</summary>
public interface IDbErrorReader
{
    /// <summary>Reads an exception.</summary>
    /// <param name="exception">The innermost exception of the provider's chain that is a <see cref="DbException"/>.</param>
    SnowflakeError Read(DbException exception);
}

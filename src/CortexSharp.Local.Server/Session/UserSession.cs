using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Session;

/// <summary>A session: what a login opened and its statements share.</summary>
/// <param name="id">Its number.</param>
/// <param name="user">Who logged in, as shown.</param>
/// <param name="names">Where names are looked up at first.</param>
/// <param name="parameters">Its parameters.</param>
internal sealed class UserSession(long id, string user, SessionNames names, SessionParameters parameters)
{
    // Statements of one session may run side by side: what one of them sets is seen whole by the next.
    private volatile SessionNames _names = names;
    private volatile bool _isClosed;

    public long Id => id;

    public string User => user;

    public SessionParameters Parameters => parameters;

    /// <summary>Where names are looked up now.</summary>
    public SessionNames Names
    {
        get => _names;
        set => _names = value;
    }

    /// <summary>Whether it takes no more requests.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Ends it. What it started runs on, as with Snowflake.</summary>
    public void Close() => _isClosed = true;

    /// <summary>How a statement of this session is run now.</summary>
    /// <param name="queryTag">The statement's own tag; null for the session's.</param>
    public SqlExecutionOptions Options(string? queryTag)
    {
        var at = _names;
        return new()
        {
            Database = at.Database,
            Schema = at.Schema,
            Warehouse = at.Warehouse,
            Role = at.Role,
            QueryTag = queryTag ?? parameters.QueryTag,
            Timeout = parameters.StatementTimeout,
        };
    }
}

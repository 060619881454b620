using System.Data.Common;
using System.Text;

namespace CortexSharp.SnowflakeDriver;

/// <summary>Opens the driver's connections, each with the secrets of the moment and with results in the form whose values are right.</summary>
internal sealed class SnowflakeDataSource : DbDataSource
{
    private const string ResultFormat = "DOTNET_QUERY_RESULT_FORMAT";

    private readonly SnowflakeDriverOptions _options;
    private readonly DbProviderFactory _factory;
    private readonly string _connectionString;
    private volatile Format _format;

    /// <summary>Makes a data source.</summary>
    /// <param name="options">How to connect; they have been checked.</param>
    /// <param name="factory">The driver's factory.</param>
    public SnowflakeDataSource(SnowflakeDriverOptions options, DbProviderFactory factory)
    {
        _options = options;
        _factory = factory;
        // The text stays as it is: the driver reads db, schema, warehouse and role from it anew, with their quotes, which a builder would drop.
        // Sessions are pooled by the exact text
        // and keep what ALTER SESSION set in them, so ours are marked and not shared with other code of this program that uses the same string.
        var text = new StringBuilder(options.ConnectionString.TrimEnd().TrimEnd(';'));
        if (!ConnectionKeys.Sets(options.ConnectionString, "APPLICATION"))
            DbConnectionStringBuilder.AppendKeyValuePair(text, "APPLICATION", "CortexSharp");
        _connectionString = text.ToString();
    }

    /// <summary>The connection string without its secrets; the driver's own property shows them.</summary>
    public override string ConnectionString => ConnectionKeys.WithoutSecrets(_connectionString);

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException("A connection needs its secrets, which come "
        + "asynchronously; open one.");

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = _factory.CreateConnection() ?? throw new InvalidOperationException("The ADO.NET factory makes no connections.");
        try
        {
            connection.ConnectionString = await WithSecretsAsync(cancellationToken).ConfigureAwait(false);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await UseJsonAsync(connection, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<string> WithSecretsAsync(CancellationToken cancellationToken)
    {
        if (_options.Secrets.Count == 0)
            return _connectionString;
        var text = new StringBuilder(_connectionString);
        // In the order of their names, so that the same secrets give the same text and the same pool.
        foreach (var (key, secret) in _options.Secrets)
            DbConnectionStringBuilder.AppendKeyValuePair(text, key, await SecretAsync(key, secret, cancellationToken).ConfigureAwait(false));
        return text.ToString();
    }

    private static async ValueTask<string> SecretAsync(
        string key, Func<CancellationToken, ValueTask<string>> secret, CancellationToken cancellationToken)
    {
        string? value;
        try
        {
            value = await secret(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not CortexException)
        {
            throw new CortexException(CortexErrorKind.Authentication, $"The callback for the secret {key} failed with {exception.GetType().Name}; "
                + "see the inner exception.", exception);
        }

        return string.IsNullOrEmpty(value)
            ? throw new CortexException(CortexErrorKind.Authentication, $"The callback for the secret {key} gave nothing.")
            : value;
    }

    /// <summary>Switches Arrow off in the session where an account's or user's setting has switched it on: over Arrow some values come out
    /// wrong.</summary>
    private async ValueTask UseJsonAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // Asked once; where JSON is the rule, which is Snowflake's default, no connection pays for it again.
        if (_format == Format.Unknown)
            _format = await FormatAsync(connection, cancellationToken).ConfigureAwait(false);
        if (_format == Format.Json)
            return;
        using var alter = connection.CreateCommand();
        alter.CommandText = $"ALTER SESSION SET {ResultFormat} = 'JSON'";
        await alter.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Format> FormatAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var show = connection.CreateCommand();
        show.CommandText = $"SHOW PARAMETERS LIKE '{ResultFormat}' IN SESSION";
        var reader = await show.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = reader.ConfigureAwait(false);
        // The driver's GetOrdinal gives -1 for a name that is not there.
        var value =
            Enumerable.Range(0, reader.FieldCount).FirstOrDefault(i => reader.GetName(i).Equals("value", StringComparison.OrdinalIgnoreCase), -1);
        // An account that does not know the parameter has only JSON to send.
        var isArrow = value >= 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            && "ARROW".Equals(reader.GetValue(value) as string, StringComparison.OrdinalIgnoreCase);
        return isArrow ? Format.Arrow : Format.Json;
    }

    private enum Format
    {
        Unknown,
        Json,
        Arrow,
    }
}

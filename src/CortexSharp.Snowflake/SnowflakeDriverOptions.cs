using System.Data.Common;
using System.Diagnostics;

namespace CortexSharp.SnowflakeDriver;

/// <summary>How the official driver connects. Secrets are not shown by a debugger.</summary>
[DebuggerDisplay("{Shown,nq}")]
public sealed class SnowflakeDriverOptions
{
    /// <summary>The driver's connection string, such as <c>account=myorg-myaccount;user=jane;db=ML;schema=PROD;warehouse=WH</c>. A key that the
    /// driver does not know is refused.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Gives the values of keys that do not stand in <see cref="ConnectionString"/>, such as <c>PASSWORD</c>, <c>TOKEN</c> or <c>PRIVATE_KEY_PWD</c>,
    /// when a connection is opened.
    /// </summary>
    /// <remarks>They become part of the string by which the driver pools sessions: a value that changes starts a new pool, and the old one's sessions
    /// end when they expire.</remarks>
    public IDictionary<string, Func<CancellationToken, ValueTask<string>>> Secrets { get; } =
        new SortedDictionary<string, Func<CancellationToken, ValueTask<string>>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The time after which a statement is given up when it does not say; positive. The driver's own <c>CommandTimeout</c> is not used: it
    /// needs the server's help.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public TimeSpan? StatementTimeout { get; set; }

    /// <summary>Gives the ADO.NET factory.</summary>
    /// <value>Default: <see langword="null"/>, <c>Snowflake.Data.Client.SnowflakeDbFactory</c>, looked up by its name.</value>
    public Func<DbProviderFactory>? ProviderFactory { get; set; }

    private string Shown => ConnectionKeys.WithoutSecrets(ConnectionString);

    /// <summary>What is wrong with the options, one sentence for each thing.</summary>
    internal IEnumerable<string> Check()
    {
        const string connectionString = $"{nameof(SnowflakeDriverOptions)}.{nameof(ConnectionString)}";
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return $"{connectionString} is empty; give the driver's connection string, such as "
                + "account=myorg-myaccount;user=jane;private_key_file=/path/rsa_key.p8;authenticator=snowflake_jwt.";
        }

        foreach (var failure in ConnectionKeys.Check(ConnectionString))
            yield return $"{connectionString}: {failure}";
        foreach (var failure in Secrets.Keys.Select(ConnectionKeys.CheckKey).OfType<string>())
            yield return $"{nameof(SnowflakeDriverOptions)}.{nameof(Secrets)}: {failure}";
        foreach (var key in Secrets.Keys.Where(key => ConnectionKeys.Sets(ConnectionString, key)))
            yield return $"{nameof(SnowflakeDriverOptions)}.{nameof(Secrets)}: {key} stands in {nameof(ConnectionString)} too; set it in one place.";
        if (StatementTimeout is { } timeout && timeout <= TimeSpan.Zero)
            yield return $"{nameof(SnowflakeDriverOptions)}.{nameof(StatementTimeout)} is {timeout}; it must be positive, or null.";
    }
}

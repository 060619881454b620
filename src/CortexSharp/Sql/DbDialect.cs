using System.Data.Common;
using System.Globalization;

namespace CortexSharp.Sql;

/// <summary>What <see cref="DbSqlExecutor"/> must know of an ADO.NET provider beyond <see cref="DbDataSource"/>.</summary>
public sealed record DbDialect
{
    /// <summary>The Snowflake driver: <c>?</c> placeholders and parameters named "1", "2", …, which the server matches by that name.</summary>
    public static DbDialect Snowflake { get; } = new();

    /// <summary>Microsoft.Data.Sqlite: <c>$p1</c> placeholders; it runs synchronously, so a running statement cannot be cancelled.</summary>
    public static DbDialect Sqlite { get; } = new()
    {
        Placeholder = static number => string.Create(CultureInfo.InvariantCulture, $"$p{number}"),
        ParameterName = static number => string.Create(CultureInfo.InvariantCulture, $"$p{number}"),
        CanCancel = false,
    };

    /// <summary>The placeholder of a bind in the SQL text, by its number counted from 1.</summary>
    /// <value>Default: <see langword="null"/>, which is <c>?</c> for each.</value>
    public Func<int, string>? Placeholder { get; init; }

    /// <summary>The name of a bind's parameter, by its number counted from 1; never empty.</summary>
    /// <value>Default: the number itself.</value>
    public Func<int, string> ParameterName { get; init; } = static number => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether cancelling a token stops the statement on the server.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CanCancel { get; init; } = true;

    /// <summary>Reads the server's id of the statement off its reader.</summary>
    /// <value>Default: <see langword="null"/>, not known.</value>
    public Func<DbDataReader, string?>? QueryId { get; init; }

    /// <summary>Sets a command's query tag; fails with <see cref="CortexErrorKind.NotSupported"/> where the provider's version cannot.</summary>
    /// <value>Default: <see langword="null"/>: a tag belongs to the connection, and one for a statement is refused.</value>
    public Action<DbCommand, string>? SetQueryTag { get; init; }

    /// <summary>Throws for a statement's text that must not reach the provider.</summary>
    /// <value>Default: <see langword="null"/>, all may.</value>
    public Action<string>? CheckStatement { get; init; }

    /// <summary>Throws for a result's column whose values the provider gives wrongly.</summary>
    /// <value>Default: <see langword="null"/>, there is none.</value>
    public Action<SqlColumn>? CheckColumn { get; init; }

    internal void AddParameters(DbCommand command, IReadOnlyList<SqlBind> binds)
    {
        for (var i = 0; i < binds.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterName(i + 1);
            // The type is always said: a provider that infers it from a null value sends the wrong one.
            parameter.DbType = binds[i].Type;
            parameter.Value = binds[i].Value switch
            {
                null => DBNull.Value,
                // Providers older than DateOnly know a date as a DateTime under DbType.Date.
                DateOnly date => date.ToDateTime(TimeOnly.MinValue),
                var value => value,
            };
            command.Parameters.Add(parameter);
        }
    }

    internal string TextOf(SqlStatement statement) => Placeholder is null ? statement.Text : statement.Render(Placeholder);
}

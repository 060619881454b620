using System.Collections.Immutable;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Functions;
using CortexSharp.Local.Engine.Temporal;
using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Engine.Execution;

/// <summary>One run of a statement: its text, its values, its request, and the connection it runs on.</summary>
/// <param name="Text">The SQL text.</param>
/// <param name="Binds">The bound values with their types.</param>
/// <param name="Session">The request.</param>
/// <param name="Context">What the functions it calls are told.</param>
/// <param name="Connection">The connection.</param>
/// <param name="Now">The statement's time, in nanoseconds since 1970.</param>
/// <param name="Functions">The Cortex functions.</param>
/// <param name="Views">The views that every account has.</param>
internal sealed record StatementRun(
    string Text, ImmutableArray<(SqlType Type, object? Value)> Binds, SessionContext Session, CallContext Context, SqliteConnection Connection,
    long Now, ICortexFunctions Functions, ISystemViews Views)
{
    /// <summary>What translating the statement, or a text that it needs, depends on.</summary>
    public TranslationInput Translation => new(Text, Binds, Session, new CatalogStore(Connection), Functions, Views);

    /// <summary>A command with the statement's values bound.</summary>
    public SqliteCommand Command(string sql)
    {
        var command = Connection.Command(sql, (ContextFunctions.Now, Timestamp.FromEpoch(Now).ToString()));
        for (var i = 0; i < Binds.Length; i++)
            command.Parameters.AddWithValue("$b" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), Binds[i].Value ?? DBNull.Value);
        return command;
    }

    /// <summary>Runs one SQLite statement.</summary>
    /// <returns>The number of rows it changed.</returns>
    public int Run(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    /// <summary>Drops temporary tables.</summary>
    public void Drop(IEnumerable<string> tables)
    {
        foreach (var table in tables)
            Connection.Run($"DROP TABLE IF EXISTS temp.{table}");
    }
}

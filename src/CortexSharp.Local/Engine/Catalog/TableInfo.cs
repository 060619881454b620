using System.Collections.Immutable;
using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A stored table.</summary>
/// <param name="Id">Never used again, so that a stale translation fails instead of reading another table.</param>
/// <param name="Database">Its database in exact case.</param>
/// <param name="Schema">Its schema in exact case.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record TableInfo(long Id, string Database, string Schema, string Name, long CreatedOn, ImmutableArray<ColumnInfo> Columns)
{
    /// <summary>Its name in SQLite.</summary>
    public string Physical => PhysicalName(Id);

    /// <summary>The full name, as error messages write it.</summary>
    public string FullName => new SqlIdentifier(Database, Schema, Name).ToString();

    public static string PhysicalName(long id) => string.Create(CultureInfo.InvariantCulture, $"data_{id}");
}

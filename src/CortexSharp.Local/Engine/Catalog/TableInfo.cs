using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A stored table.</summary>
/// <param name="Id">Never used again, so that a stale translation fails instead of reading another table.</param>
/// <param name="Database">Its database in exact case.</param>
/// <param name="Schema">Its schema in exact case.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="IsTransient">Whether it is transient, which only <c>SHOW</c> tells.</param>
/// <param name="Columns">Its columns in order.</param>
internal sealed record TableInfo(
    long Id, string Database, string Schema, string Name, long CreatedOn, string? Comment, bool IsTransient, ImmutableArray<ColumnInfo> Columns)
    : CatalogObject(Id, Database, Schema, Name, CreatedOn, Comment)
{
    /// <summary>Its name in SQLite.</summary>
    public string Physical => PhysicalName(Id);

    public static string PhysicalName(long id) => string.Create(CultureInfo.InvariantCulture, $"data_{id}");
}

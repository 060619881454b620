using CortexSharp.Sql;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A table or view, which share their names.</summary>
/// <param name="Id">Never used again, so that a stale translation fails instead of reading another object.</param>
/// <param name="Database">Its database in exact case.</param>
/// <param name="Schema">Its schema in exact case.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Comment">Its comment.</param>
internal abstract record CatalogObject(long Id, string Database, string Schema, string Name, long CreatedOn, string? Comment)
{
    /// <summary>The full name, as error messages write it.</summary>
    public string FullName => new SqlIdentifier(Database, Schema, Name).ToString();
}

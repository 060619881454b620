using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A view: a query kept as text and read anew wherever the view is named.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Database">Its database in exact case.</param>
/// <param name="Schema">Its schema in exact case.</param>
/// <param name="Name">Its name in exact case.</param>
/// <param name="CreatedOn">When it was created, in nanoseconds since 1970.</param>
/// <param name="Comment">Its comment.</param>
/// <param name="Columns">Its columns, as they were when it was created.</param>
/// <param name="Body">The query's text.</param>
/// <param name="Text">The whole statement that created it.</param>
/// <param name="IsSecure">Whether it is secure, which only <c>SHOW</c> tells.</param>
internal sealed record ViewInfo(
    long Id, string Database, string Schema, string Name, long CreatedOn, string? Comment, ImmutableArray<ViewColumn> Columns, string Body,
    string Text, bool IsSecure)
    : CatalogObject(Id, Database, Schema, Name, CreatedOn, Comment);

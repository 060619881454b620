namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A column of a view. Its type is the query's whenever the view is read.</summary>
/// <param name="Name">Its name in exact case.</param>
/// <param name="Comment">Its comment.</param>
internal readonly record struct ViewColumn(string Name, string? Comment);

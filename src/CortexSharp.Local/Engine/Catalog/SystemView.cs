using System.Collections.Immutable;
using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Catalog;

/// <summary>A view that every account has.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Sql">Its query in SQLite's words; its columns are named <c>c1</c>, <c>c2</c> and so on. It may use <c>$now</c>.</param>
internal sealed record SystemView(ImmutableArray<OutputColumn> Columns, string Sql);

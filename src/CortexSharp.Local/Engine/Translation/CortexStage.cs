using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>
/// A step before the statement itself: inputs are materialised in a temporary table, calls are answered, answers written beside them.
/// </summary>
/// <remarks>This way no model runs inside a SQLite callback, and each row is asked once however often its answer is used.</remarks>
/// <param name="Table">The temporary table.</param>
/// <param name="CreateSql">The statement that makes and fills it.</param>
/// <param name="Calls">The calls to answer.</param>
internal sealed record CortexStage(string Table, string CreateSql, ImmutableArray<StagedCall> Calls);

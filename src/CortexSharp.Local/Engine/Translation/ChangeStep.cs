namespace CortexSharp.Local.Engine.Translation;

/// <summary>One SQLite statement of a changing statement.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Counter">The column of the result to which its number is added.</param>
internal sealed record ChangeStep(ChangeStepKind Kind, string Sql, string Counter = "");

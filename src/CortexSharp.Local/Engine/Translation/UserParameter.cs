namespace CortexSharp.Local.Engine.Translation;

/// <summary>A parameter as the body of a user's function sees it.</summary>
/// <param name="AtLevel">The argument behind some number of the caller's stages.</param>
/// <param name="IsConstant">Whether it is the same for all rows, so that a subquery which names it is not correlated.</param>
internal sealed record UserParameter(Func<int, TypedSql> AtLevel, bool IsConstant);

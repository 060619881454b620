using CortexSharp.Local.Engine.Translation;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>A function over many rows.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Least">How many arguments it takes at least.</param>
/// <param name="Most">How many arguments it takes at most.</param>
/// <param name="Translate">What a call of it becomes.</param>
/// <param name="Frames">Whether its windows may have an order or a frame.</param>
internal sealed record AggregateFunction(string Name, int Least, int Most, Func<AggregateSite, TypedSql> Translate, bool Frames = true);

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>An aggregate that SQLite calls back for, over groups and over windows.</summary>
/// <param name="Name">Its name, without the prefix that all share.</param>
/// <param name="Create">Makes an empty group.</param>
internal sealed record RuntimeAggregate(string Name, Func<Aggregator> Create);

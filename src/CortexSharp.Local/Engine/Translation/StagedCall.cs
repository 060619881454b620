using System.Collections.Immutable;
using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Engine.Translation;

/// <summary>A Cortex call that is answered for the rows of a stage.</summary>
/// <param name="Function">The bound call.</param>
/// <param name="Arguments">The stage's columns that hold its row arguments.</param>
/// <param name="Result">The stage's column for its results.</param>
internal sealed record StagedCall(ICortexFunction Function, ImmutableArray<string> Arguments, string Result);

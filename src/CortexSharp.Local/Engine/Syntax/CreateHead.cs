using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>What stands before the kind of object in a <c>CREATE</c>.</summary>
/// <param name="Position">Where the statement begins.</param>
/// <param name="OrReplace">Whether <c>OR REPLACE</c> stands there.</param>
/// <param name="Modifiers">Words such as <c>SECURE</c> or <c>TRANSIENT</c>, in upper case.</param>
internal readonly record struct CreateHead(int Position, bool OrReplace, ImmutableArray<string> Modifiers);

using CortexSharp.Conformance;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>At which of its statements a process dies, and what becomes of that statement.</summary>
internal sealed record Death(int Statement, LastStatement Fate);

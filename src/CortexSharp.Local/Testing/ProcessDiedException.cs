namespace CortexSharp.Local.Testing;

/// <summary>The process that the offline Cortex plays is dead. Nothing but dropping what is at hand may follow.</summary>
internal sealed class ProcessDiedException()
    : Exception("The offline Cortex has crashed, as its test controls say; a new LocalCortex on the same file goes on.");

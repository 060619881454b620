namespace CortexSharp.Local.Testing;

/// <summary>One step that was taken.</summary>
/// <param name="Participant">Who took it, from 0.</param>
/// <param name="Point">Where it began: <c>start</c>, <c>statement</c>, <c>answered</c>, <c>execute</c> or <c>rows</c>.</param>
public readonly record struct InterleavingStep(int Participant, string Point);

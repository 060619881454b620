namespace CortexSharp.Conformance;

/// <summary>A job of <see cref="ScriptedTrainingService"/>.</summary>
/// <param name="State">In the service's own words.</param>
/// <param name="Step">How many steps are taken and saved.</param>
/// <param name="Failure">Why its next step fails; null when it does not.</param>
public sealed record ScriptedJob(string State, int Step, string? Failure);

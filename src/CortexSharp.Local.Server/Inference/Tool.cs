namespace CortexSharp.Local.Server.Inference;

/// <summary>A tool that a model may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The JSON schema of its arguments.</param>
internal sealed record Tool(string Name, string Schema);

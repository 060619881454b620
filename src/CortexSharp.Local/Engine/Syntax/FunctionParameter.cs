using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>A parameter of a user's function.</summary>
/// <param name="Name">Its name, folded.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">The default, as SQL text.</param>
internal sealed record FunctionParameter(string Name, SqlType Type, string? Default);

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What is said.</param>
internal readonly record struct ChatTurn(string Role, string Content);

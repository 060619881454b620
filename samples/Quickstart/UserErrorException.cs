namespace CortexSharp.Samples.Quickstart;

/// <summary>The user gave something that cannot be used; the message is the one line to show.</summary>
internal sealed class UserErrorException(string message) : Exception(message);

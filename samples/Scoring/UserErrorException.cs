namespace CortexSharp.Samples.Scoring;

/// <summary>Something that the user of the sample can mend; its message says how.</summary>
internal sealed class UserErrorException(string message) : Exception(message);

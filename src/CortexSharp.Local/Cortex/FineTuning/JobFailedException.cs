namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>A job cannot go on, for a reason that <c>FINETUNE('DESCRIBE', …)</c> is to show.</summary>
internal sealed class JobFailedException(string message) : Exception(message);

namespace CortexSharp.Rest.Inference;

/// <summary>What one sending of a request gave: a response with an answer, or a failure.</summary>
/// <param name="Response">The response; the receiver disposes it.</param>
/// <param name="Failure">What went wrong.</param>
/// <param name="MayRepeat">Whether sending it again is safe and may help.</param>
/// <param name="RetryAfter">How long the server asks to wait.</param>
internal readonly record struct InferenceAttempt(
    HttpResponseMessage? Response, CortexException? Failure, bool MayRepeat = false, TimeSpan? RetryAfter = null);

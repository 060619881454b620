namespace CortexSharp;

/// <summary>
/// Something failed outside the caller's code: on the server, on the way, or in what a model answered. Wrong arguments stay
/// <see cref="ArgumentException"/>.
/// </summary>
/// <remarks>
/// The message says what happened and what to do; it holds no prompt, no answer and no secret of ours. Text quoted from the server is the server's.
/// </remarks>
public class CortexException : Exception
{
    private string? _model;

    /// <summary>Makes an exception.</summary>
    /// <param name="kind">Why it failed.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">What caused it, if an exception did.</param>
    public CortexException(CortexErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        IsTransient = kind == CortexErrorKind.Throttled || kind == CortexErrorKind.Network || kind == CortexErrorKind.Timeout;
    }

    /// <summary>Why it failed.</summary>
    public CortexErrorKind Kind { get; }

    /// <summary>
    /// Whether the same call may succeed later. It says nothing of whether the first one ran: a lost connection is transient, yet its statement may
    /// have run.
    /// </summary>
    public bool IsTransient { get; init; }

    /// <summary>The server's id of the statement, when known.</summary>
    public string? QueryId { get; init; }

    /// <summary>The server's error number, such as 1003 for a syntax error, when there is one.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>The SQLSTATE, when there is one.</summary>
    public string? SqlState { get; init; }

    /// <summary>
    /// The server's own words, without what is added to <see cref="Exception.Message"/>; <see langword="null"/> when the error is not the server's.
    /// </summary>
    public string? ServerMessage { get; init; }

    /// <summary>The model that was called, when one was.</summary>
    public string? Model
    {
        get => _model;
        init => _model = value;
    }

    /// <summary>The fine-tuning job concerned, when one is.</summary>
    public string? JobId { get; init; }

    /// <summary>Names the model where the layer that failed did not know it.</summary>
    internal void AddModel(string model) => _model ??= model;
}

namespace CortexSharp;

/// <summary>Why something failed, as a word one can branch on. Kinds may be added; compare with the known ones and expect others.</summary>
/// <param name="Value">The word.</param>
public readonly record struct CortexErrorKind(string Value)
{
    /// <summary>No model of this name, or none in this region.</summary>
    public static CortexErrorKind UnknownModel { get; } = new("unknown_model");

    /// <summary>The model exists, but not in this region, and cross-region inference does not reach it.</summary>
    public static CortexErrorKind ModelUnavailableInRegion { get; } = new("model_unavailable_in_region");

    /// <summary>The prompt is longer than the model's context window.</summary>
    public static CortexErrorKind ContextLengthExceeded { get; } = new("context_length_exceeded");

    /// <summary>The account's consumption budget is used up.</summary>
    public static CortexErrorKind BudgetExceeded { get; } = new("budget_exceeded");

    /// <summary>Too many requests; the same call may succeed later.</summary>
    public static CortexErrorKind Throttled { get; } = new("throttled");

    /// <summary>The service rejected an option or its value.</summary>
    public static CortexErrorKind InvalidOptions { get; } = new("invalid_options");

    /// <summary>The response schema is one that Snowflake does not take.</summary>
    public static CortexErrorKind InvalidSchema { get; } = new("invalid_schema");

    /// <summary>The model's answer did not fit the schema.</summary>
    public static CortexErrorKind InvalidStructuredOutput { get; } = new("invalid_structured_output");

    /// <summary>A content filter refused the prompt or the answer.</summary>
    public static CortexErrorKind ContentFiltered { get; } = new("content_filtered");

    /// <summary>The model takes no images or documents, or the file could not be read.</summary>
    public static CortexErrorKind UnsupportedInput { get; } = new("unsupported_input");

    /// <summary>The model answered <c>NULL</c> and no reason can be had.</summary>
    public static CortexErrorKind NoAnswer { get; } = new("no_answer");

    /// <summary>The account refuses error details (<c>return_error_details</c>).</summary>
    public static CortexErrorKind ErrorDetailsNotAllowed { get; } = new("error_details_not_allowed");

    /// <summary>The role may not do this, or the thing does not exist; Snowflake does not tell them apart.</summary>
    public static CortexErrorKind NotFound { get; } = new("not_found_or_not_authorized");

    /// <summary>The role may not do this.</summary>
    public static CortexErrorKind NotAuthorized { get; } = new("not_authorized");

    /// <summary>Credentials are wrong or expired.</summary>
    public static CortexErrorKind Authentication { get; } = new("authentication");

    /// <summary>The SQL is wrong.</summary>
    public static CortexErrorKind InvalidSql { get; } = new("invalid_sql");

    /// <summary>A value does not fit its type.</summary>
    public static CortexErrorKind InvalidValue { get; } = new("invalid_value");

    /// <summary>Something with this name is there already.</summary>
    public static CortexErrorKind AlreadyExists { get; } = new("already_exists");

    /// <summary>Somebody else changed the same thing first; nothing was changed by this caller.</summary>
    public static CortexErrorKind Conflict { get; } = new("conflict");

    /// <summary>An option that was set cannot be honoured on this path, or the construct is not supported here.</summary>
    public static CortexErrorKind NotSupported { get; } = new("not_supported");

    /// <summary>The time allowed ran out; the statement may still have run.</summary>
    public static CortexErrorKind Timeout { get; } = new("timeout");

    /// <summary>The server reports that the statement was cancelled, though not by the caller's token.</summary>
    public static CortexErrorKind Cancelled { get; } = new("cancelled");

    /// <summary>The server could not be reached or the connection was lost; the statement may still have run.</summary>
    public static CortexErrorKind Network { get; } = new("network");

    /// <summary>The service failed inside.</summary>
    public static CortexErrorKind Service { get; } = new("service");

    /// <summary>A fine-tuning job ended without a model.</summary>
    public static CortexErrorKind JobFailed { get; } = new("job_failed");

    /// <summary>Several jobs could be the one looked for, and nothing tells them apart.</summary>
    public static CortexErrorKind AmbiguousJob { get; } = new("ambiguous_job");

    /// <summary>The server answered in a form that this version does not understand.</summary>
    public static CortexErrorKind UnexpectedResponse { get; } = new("unexpected_response");

    /// <summary>None of the known reasons.</summary>
    public static CortexErrorKind Unknown { get; } = new("unknown");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

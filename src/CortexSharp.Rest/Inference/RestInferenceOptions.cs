namespace CortexSharp.Rest.Inference;

/// <summary>How questions go to models over REST.</summary>
public sealed class RestInferenceOptions
{
    /// <summary>What answers a request that <c>v1/chat/completions</c> would not honour.</summary>
    /// <value>Default: <see cref="InferenceFallback.InferenceComplete"/>.</value>
    public InferenceFallback Fallback { get; set; }

    /// <summary>Whether to ask models although a role is configured: REST inference runs as the user's default role and can do no other.</summary>
    /// <value>Default: <see langword="false"/>; with a configured role every question is then refused by name.</value>
    public bool IgnoreRole { get; set; }

    /// <summary>Time until the whole answer is there, tries and waits included, unless a request says another; positive.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a request is sent again after a passing refusal; 0 for never.</summary>
    /// <value>Default: 5, which is 31 seconds of waiting where the server does not ask for more.</value>
    public int MaxRetries { get; set; } = 5;

    /// <summary>
    /// Whether the statuses 503 and 504 are worth another try. They come before any answer, but nothing says that the model did not work: a repeat
    /// may be billed beside the first. Throttling (429) and a connection that never came about are tried again in any case, because then nothing ran.
    /// </summary>
    /// <value>Default: <see langword="true"/>, as Snowflake's own client does.</value>
    public bool RetryTimeouts { get; set; } = true;
}

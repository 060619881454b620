using System.Collections.Frozen;
using CortexSharp.Local.Testing;
using Microsoft.Extensions.AI;

namespace CortexSharp.Local;

/// <summary>How an offline Cortex is set up.</summary>
public sealed record LocalCortexOptions
{
    /// <summary>The SQLite file, created when missing; <c>:memory:</c> is a private database that is gone at the end.</summary>
    /// <value>Default: <c>:memory:</c>.</value>
    public string Path { get; init; } = ":memory:";

    /// <summary>The database in which names without one are looked up, in its exact case.</summary>
    /// <value>Default: <c>LOCAL</c>.</value>
    public string Database { get; init; } = "LOCAL";

    /// <summary>The schema in which names without one are looked up, in its exact case.</summary>
    /// <value>Default: <c>PUBLIC</c>.</value>
    public string Schema { get; init; } = "PUBLIC";

    /// <summary>The base models that answer; a name stands for one that is generally available in the account's own region.</summary>
    /// <value>Default: a few names that Snowflake offers; all of them are the same lexical model here.</value>
    public IReadOnlyList<LocalBaseModel> BaseModels { get; init; } =
    [
        "llama3.1-8b", "llama3.1-70b", "llama3.3-70b", "mistral-7b", "mistral-large2", "claude-sonnet-4-6", "openai-gpt-5",
    ];

    /// <summary>
    /// Chat clients that answer in the place of base models, by the model's name; one that is not among <see cref="BaseModels"/> is offered
    /// as well. What a client throws becomes the row's error, in Snowflake's words; the tokens it reports become the usage.
    /// </summary>
    /// <value>Default: none. The clients are not disposed with the offline Cortex.</value>
    public IReadOnlyDictionary<string, IChatClient> ChatClients { get; init; } = FrozenDictionary<string, IChatClient>.Empty;

    /// <summary>How many calls of one chat client run at once, whatever number of statements asks; at least 1.</summary>
    /// <value>Default: 8.</value>
    public int ChatConcurrency { get; init; } = 8;

    /// <summary>The base models that <c>FINETUNE</c> takes.</summary>
    /// <value>Default: <c>llama3.1-8b</c>, as Snowflake's newest page.</value>
    public IReadOnlyList<string> TunableBaseModels { get; init; } = ["llama3.1-8b"];

    /// <summary>
    /// The account's region, as <c>CURRENT_REGION()</c> tells it: which base models answer, and whether one can be tuned, depends on it.
    /// </summary>
    /// <value>Default: <c>AWS_US_WEST_2</c>, one of the four in which Snowflake tunes.</value>
    public string Region { get; init; } = "AWS_US_WEST_2";

    /// <summary>
    /// Account parameters by name, as an administrator would have set them: <c>CORTEX_ENABLED_CROSS_REGION</c>, <c>CORTEX_MODELS_ALLOWLIST</c>,
    /// <c>AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR</c>. What <c>ALTER ACCOUNT</c> sets is kept in the file and counts before these.
    /// </summary>
    /// <value>Default: none is set.</value>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What tokens cost, for the credits in the usage views.</summary>
    /// <value>Default: nothing is known, so the credits are NULL.</value>
    public IReadOnlyList<CreditRate> CreditRates { get; init; } = [];

    /// <summary>How long it takes until a statement or job shows in the views of <c>SNOWFLAKE.ACCOUNT_USAGE</c>.</summary>
    /// <value>Default: <see langword="null"/>, as Snowflake documents it: five minutes for AI functions, three hours for the other views.</value>
    public TimeSpan? UsageLatency { get; init; }

    /// <summary>The form in which <c>FINETUNE('DESCRIBE', …)</c> answers, to rehearse what Snowflake's different versions send.</summary>
    /// <value>Default: <see cref="DescribeVariants.None"/>, the form of the newest documentation.</value>
    public DescribeVariants DescribeVariants { get; init; }

    /// <summary>Whether <c>return_error_details</c> is accepted; an account may refuse it.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowErrorDetails { get; init; } = true;

    /// <summary>The least time that an epoch of training takes, so that progress can be watched and jobs interrupted.</summary>
    /// <value>Default: zero, as fast as the machine.</value>
    public TimeSpan MinimumEpochTime { get; init; }

    /// <summary>What a test makes the offline Cortex do: answers, delays, failures, lost connections, crashes; to be changed at any time.</summary>
    /// <value>Default: <see langword="null"/>, nothing; then it costs nothing.</value>
    public TestControls? Controls { get; init; }

    /// <summary>
    /// The session's time zone, by its IANA name: what <c>CURRENT_DATE</c> goes by, and the clock by which a TIMESTAMP_LTZ is read and shown.
    /// </summary>
    /// <value>Default: <c>UTC</c>, so that results do not depend on the season. An account's own default is <c>America/Los_Angeles</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The clock.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

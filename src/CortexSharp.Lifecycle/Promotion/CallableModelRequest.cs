namespace CortexSharp.Lifecycle.Promotion;

/// <summary>What asks that applications call a model: it must be shown first that they can.</summary>
public abstract record CallableModelRequest
{
    private protected CallableModelRequest()
    {
    }

    /// <summary>Roles that are granted USAGE on the model first: a role that may not call it would see it as an unknown model.</summary>
    /// <value>Default: none. A base model's is not granted: it is no object of a schema, and who may call it is granted by application roles.</value>
    public IReadOnlyList<string> GrantUsageTo { get; init; } = [];

    /// <summary>What the model is asked first, for an answer of a few tokens; that it answers is proof that it can be called. Billed.</summary>
    /// <value>Default: <c>ping</c>. <see langword="null"/>: it is not asked, and may turn out not to answer.</value>
    public string? Probe { get; init; } = "ping";

    /// <summary>
    /// The role that probes; best the one that the application has. It is asked by SQL, also where questions go over REST. An executor that cannot
    /// run one statement as another role, as Snowflake's driver, refuses it by name: connect as that role instead.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the connection's own.</value>
    public string? ProbeRole { get; init; }
}

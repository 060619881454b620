namespace CortexSharp.Lifecycle.Versions;

/// <summary>Somebody else wrote to a version since it was read; nothing was changed by this caller.</summary>
public sealed class VersionChangedException : CortexException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="version">The version as it is now.</param>
    public VersionChangedException(string message, ModelVersion version)
        : base(CortexErrorKind.Conflict, message)
    {
        ArgumentNullException.ThrowIfNull(version);
        Version = version;
    }

    /// <summary>The version as it is now.</summary>
    public ModelVersion Version { get; }
}

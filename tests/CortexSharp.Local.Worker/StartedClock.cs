namespace CortexSharp.Local.Worker;

/// <summary>A clock that shows a given time when it is made: the lease of a process that was killed before is over without waiting for it.</summary>
internal sealed class StartedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + TimeProvider.System.GetElapsedTime(_begun);
}

namespace CortexSharp.Samples.Lifecycle;

/// <summary>A clock on which a month passes in no time, so that a model can be found unused.</summary>
internal sealed class Calendar : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Turn(TimeSpan time) => _ahead += time;
}

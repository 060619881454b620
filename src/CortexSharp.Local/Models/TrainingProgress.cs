namespace CortexSharp.Local.Models;

/// <summary>Counts the work done: tells the caller about each hundredth of it, and stops when the caller wants to.</summary>
internal sealed class TrainingProgress(long total, Action<double>? report, CancellationToken cancellationToken)
{
    private long _done;
    private int _reported;

    /// <summary>For work that is not training: nobody is told, and nobody stops it.</summary>
    public static TrainingProgress None => new(0, null, CancellationToken.None);

    public void Advance()
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The last hundredth is kept for the trainer to report: a training is done when its model is.
        var percent = (int)Math.Min(99, ++_done * 100 / Math.Max(1, total));
        if (percent <= _reported) return;
        _reported = percent;
        report?.Invoke(percent / 100.0);
    }

}

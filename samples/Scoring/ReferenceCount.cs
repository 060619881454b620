namespace CortexSharp.Samples.Scoring;

/// <summary>How many references a pair has, for signatures.</summary>
internal sealed class ReferenceCount
{
    private int _least = int.MaxValue;
    private int _most;

    /// <summary>The number that all pairs have; null when it varies.</summary>
    public int? Common => _most == 0 ? 1 : _least == _most ? _most : null;

    public void Add(int count)
    {
        _least = Math.Min(_least, count);
        _most = Math.Max(_most, count);
    }
}

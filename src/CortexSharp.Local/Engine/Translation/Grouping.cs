namespace CortexSharp.Local.Engine.Translation;

/// <summary>
/// Watches that a grouped query names only grouped columns outside of aggregates. SQLite would take any row's value instead, silently.
/// </summary>
internal sealed class Grouping(IEnumerable<string> keys)
{
    private readonly HashSet<string> _keys = new(keys, StringComparer.Ordinal);
    private readonly List<(int Position, string Name)> _pending = [];

    /// <summary>How many aggregates the expression at hand is inside of.</summary>
    public int AggregateDepth { get; set; }

    /// <summary>The number of columns seen that no key accounts for yet.</summary>
    public int Pending => _pending.Count;

    /// <summary>A column was named.</summary>
    public void Saw(int position, string name, string sql)
    {
        if (AggregateDepth == 0 && !_keys.Contains(sql))
            _pending.Add((position, name));
    }

    /// <summary>An expression is complete: where it is itself a key, the columns inside it are accounted for.</summary>
    public void Completed(string sql, int pendingBefore)
    {
        if (_pending.Count > pendingBefore && _keys.Contains(sql))
            _pending.RemoveRange(pendingBefore, _pending.Count - pendingBefore);
    }

    /// <summary>Fails when a column is not grouped.</summary>
    public void Check(string text)
    {
        if (_pending.Count > 0)
            throw SqlErrors.NotGrouped(text, _pending[0].Position, _pending[0].Name);
    }
}

using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>Every different statement that was sent, by the feature that sent it first.</summary>
internal sealed class StatementRecording
{
    private readonly Lock _lock = new();
    private readonly List<(string Feature, List<RecordedStatement> Statements)> _features = [];
    private readonly Dictionary<RecordedStatement, SqlStatement> _known = [];
    private readonly HashSet<RecordedStatement> _ran = [];

    /// <summary>The features in the order in which they were recorded, each with its own statements in the order in which they were sent.</summary>
    public IEnumerable<(string Feature, IReadOnlyList<RecordedStatement> Statements)> Features =>
        _features.Select(f => (f.Feature, (IReadOnlyList<RecordedStatement>)f.Statements));

    /// <summary>One statement of each kind, as it was sent.</summary>
    public IReadOnlyCollection<SqlStatement> Statements => _known.Values;

    /// <summary>What was sent and never ran through.</summary>
    public IEnumerable<RecordedStatement> NeverRan => _known.Keys.Where(statement => !_ran.Contains(statement));

    /// <summary>What is sent from now on belongs to this feature.</summary>
    public void Begin(string feature)
    {
        lock (_lock)
            _features.Add((feature, []));
    }

    public RecordedStatement Add(SqlStatement statement, SqlExecutionOptions? options)
    {
        var recorded = RecordedStatement.Of(statement, options);
        lock (_lock)
        {
            if (_known.TryAdd(recorded, statement))
                _features[^1].Statements.Add(recorded);
        }

        return recorded;
    }

    public void Ran(RecordedStatement statement)
    {
        lock (_lock)
            _ran.Add(statement);
    }
}

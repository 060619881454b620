using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Pairs on their way into a table.</summary>
internal sealed class PairBatch : IDisposable
{
    private readonly JsonBatch _rows = new();
    private long _next = 1;

    public bool IsFull => _rows.IsFull;

    public bool IsEmpty => _rows.Count == 0;

    public void Add(TrainingPair pair) => _rows.Add(json =>
    {
        json.WriteNumberValue(_next++);
        json.WriteStringValue(pair.Prompt);
        json.WriteStringValue(pair.Completion);
    });

    /// <summary>The statement that writes the pairs, which then begins anew.</summary>
    public SqlStatement Take(SqlIdentifier table) => SqlStatement.Create(
        $"INSERT INTO {table} (ID, PROMPT, COMPLETION) SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR FROM "
        + $"TABLE(FLATTEN(INPUT => PARSE_JSON({_rows.Take()}))) f");

    public void Dispose() => _rows.Dispose();
}

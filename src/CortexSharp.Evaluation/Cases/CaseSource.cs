using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Cases;

/// <summary>Makes sources of cases. All of them refuse an empty set and a key that comes twice.</summary>
public static class CaseSource
{
    /// <summary>Cases that are in memory.</summary>
    /// <param name="cases">The cases.</param>
    public static ICaseSource Of(IEnumerable<EvaluationCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new MemoryCaseSource(cases);
    }

    /// <summary>
    /// The records of a file: <c>.jsonl</c>, <c>.ndjson</c>, <c>.csv</c> or <c>.tsv</c>. It is read anew each time, never held whole.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="fields">Which fields hold what; <c>key</c>, <c>prompt</c> and <c>reference</c> when left out.</param>
    public static ICaseSource FromFile(string path, CaseFields? fields = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileCaseSource(path, fields ?? new CaseFields());
    }

    /// <summary>The rows of a query. Their keys decide the order; a reference that is an array holds several right answers.</summary>
    /// <param name="executor">Reads them; an evaluator with the same executor takes them in inside Snowflake instead.</param>
    /// <param name="query">The query, which should give the same rows until the evaluation has begun.</param>
    /// <param name="fields">Which columns hold what, as written in SQL; <c>key</c>, <c>prompt</c> and <c>reference</c> when left out.</param>
    /// <exception cref="ArgumentException">No column is named for the key.</exception>
    public static ICaseSource FromQuery(ISqlExecutor executor, SqlStatement query, CaseFields? fields = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        ArgumentNullException.ThrowIfNull(query);
        return new QueryCaseSource(executor, query, fields ?? new CaseFields());
    }

    /// <summary>The rows of a table.</summary>
    /// <param name="executor">Reads them.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="fields">Which columns hold what, as written in SQL; <c>key</c>, <c>prompt</c> and <c>reference</c> when left out.</param>
    /// <exception cref="ArgumentException">No column is named for the key.</exception>
    public static ICaseSource FromTable(ISqlExecutor executor, SqlIdentifier table, CaseFields? fields = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return FromQuery(executor, SqlStatement.Create($"SELECT * FROM {table}"), fields);
    }
}

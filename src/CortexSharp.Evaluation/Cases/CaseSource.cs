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

    /// <summary>The records of a file: <c>.jsonl</c>, <c>.ndjson</c>, <c>.csv</c> or <c>.tsv</c>. It is read anew each time, never held whole.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="fields">Which fields hold what; <c>key</c>, <c>prompt</c> and <c>reference</c> when left out.</param>
    public static ICaseSource FromFile(string path, CaseFields? fields = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileCaseSource(path, fields ?? new CaseFields());
    }
}

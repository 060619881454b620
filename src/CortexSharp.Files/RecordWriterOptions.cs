namespace CortexSharp.Files;

/// <summary>What a <see cref="RecordWriter"/> knows before the first record.</summary>
public sealed record RecordWriterOptions
{
    /// <summary>
    /// The columns of a CSV or TSV file, in order. The header is then written even when no record follows. Not for JSON Lines, which have none.
    /// </summary>
    /// <value>Default: <see langword="null"/>, the names of the first record.</value>
    public IReadOnlyList<string>? Columns { get; init; }
}

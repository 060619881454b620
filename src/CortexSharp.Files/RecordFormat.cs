namespace CortexSharp.Files;

/// <summary>How records are laid out in a file. All are UTF-8: read with or without a byte order mark, written without.</summary>
public enum RecordFormat
{
    /// <summary>
    /// JSON Lines: one JSON object a line, with typed and nested values (<c>.jsonl</c>, <c>.ndjson</c>). Blank lines are skipped.
    /// </summary>
    Jsonl,

    /// <summary>
    /// Comma-separated values with a header row, quoted strictly by RFC 4180, text only (<c>.csv</c>). Records may end in LF, CRLF or CR;
    /// empty lines between records are skipped.
    /// </summary>
    Csv,

    /// <summary>As <see cref="Csv"/>, quoting included, but separated by tabs (<c>.tsv</c>).</summary>
    Tsv,
}

namespace CortexSharp.Files;

/// <summary>How a <see cref="RecordReader"/> treats broken records and names its source. The defaults stop at the first broken record.</summary>
public sealed record RecordReaderOptions
{
    internal static RecordReaderOptions Default { get; } = new();

    /// <summary>
    /// Called, on the reading thread, with each broken record; reading then goes on with the next. An exception it throws ends the reading.
    /// </summary>
    /// <value>Default: <see langword="null"/>, a broken record is thrown.</value>
    /// <remarks>
    /// Two faults are thrown nevertheless, because nothing readable follows them: a broken CSV header, and a CSV record over
    /// <see cref="MaxRecordBytes"/>.
    /// </remarks>
    public Action<MalformedRecordException>? OnMalformed { get; init; }

    /// <summary>
    /// The largest record in bytes, which bounds the reader's memory: a quote that is never closed would else swallow the whole file.
    /// </summary>
    /// <value>Default: 67,108,864 (64 MiB).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    /// <remarks>Exact for JSON Lines; a longer CSV record passes if it is already in the read buffer.</remarks>
    public int MaxRecordBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 64 * 1024 * 1024;

    /// <summary>What errors call the source, for example <c>stdin</c>.</summary>
    /// <value>Default: <see langword="null"/>, the path that was opened, or <c>stream</c>.</value>
    public string? SourceName { get; init; }
}

using CortexSharp.Files.Csv;
using CortexSharp.Files.Internal;
using CortexSharp.Files.Jsonl;

namespace CortexSharp.Files;

/// <summary>
/// Streams the records of a JSONL, CSV or TSV file, holding one record at a time. Enumerate it once; the end of the enumeration, early or not,
/// closes the file, as does <see cref="DisposeAsync"/>.
/// </summary>
public sealed class RecordReader : IAsyncEnumerable<DataRecord>, IAsyncDisposable
{
    private readonly IRecordSource _source;
    private bool _enumerated;

    private RecordReader(IRecordSource source) => _source = source;

    /// <summary>
    /// The columns that the CSV header names, known before the first record. Empty for JSON Lines, and for a CSV file without a header row.
    /// </summary>
    public IReadOnlyList<string> Columns => _source.Columns.List;

    /// <summary>Opens a file whose extension names its format: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> or <c>.ndjson</c>.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">What to do with broken records; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the opening, not the enumeration.</param>
    /// <exception cref="ArgumentException">The extension is none of these.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedRecordException">The CSV header is broken or names a column twice.</exception>
    public static Task<RecordReader> OpenAsync(
        string path, RecordReaderOptions? options = null, CancellationToken cancellationToken = default) =>
        OpenAsync(path, RecordFormats.FromPath(path), options, cancellationToken);

    /// <summary>Opens a file of a known format, whatever its extension.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="format">The format of the file.</param>
    /// <param name="options">What to do with broken records; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the opening, not the enumeration.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedRecordException">The CSV header is broken or names a column twice.</exception>
    public static async Task<RecordReader> OpenAsync(
        string path, RecordFormat format, RecordReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordFormats.ThrowIfUnknown(format);
        options ??= RecordReaderOptions.Default;
        options = options with { SourceName = options.SourceName ?? path };
        return await OpenAsync(OpenFile(path), format, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads from a stream, such as standard input, from its current position. The reader owns the stream and closes it.</summary>
    /// <remarks>On a stream that trickles in, the last CSV records so far may wait for a few bytes more, since CSV is parsed in blocks.</remarks>
    /// <param name="stream">The stream; it need not seek.</param>
    /// <param name="format">The format of its content.</param>
    /// <param name="options">What to do with broken records; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the opening, not the enumeration.</param>
    /// <exception cref="MalformedRecordException">The CSV header is broken or names a column twice.</exception>
    public static async Task<RecordReader> OpenAsync(
        Stream stream, RecordFormat format, RecordReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RecordFormats.ThrowIfUnknown(format);
        options ??= RecordReaderOptions.Default;
        var malformed = new MalformedRecords(options.SourceName ?? "stream", options.OnMalformed);
        if (format is RecordFormat.Jsonl) return new RecordReader(new JsonlSource(stream, options.MaxRecordBytes, malformed));

        var csv = new CsvSource(stream, RecordFormats.Separator(format), options.MaxRecordBytes, malformed);
        try
        {
            await csv.ReadHeaderAsync(cancellationToken).ConfigureAwait(false);
            return new RecordReader(csv);
        }
        catch
        {
            await csv.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the one enumeration of the records.</summary>
    /// <param name="cancellationToken">Cancels the reading, before each record and while waiting for the stream.</param>
    /// <returns>
    /// An enumerator, whose moves throw <see cref="MalformedRecordException"/> at a broken record unless
    /// <see cref="RecordReaderOptions.OnMalformed"/> is set.
    /// </returns>
    /// <exception cref="InvalidOperationException">The records have been enumerated, or the reader disposed, before.</exception>
    public IAsyncEnumerator<DataRecord> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (_enumerated) throw new InvalidOperationException("A record reader reads its file once. Open another reader to read it again.");
        _enumerated = true;
        return EnumerateAsync(cancellationToken);
    }

    /// <summary>Closes the file. Needed only when the records are not enumerated; harmless when they were.</summary>
    public ValueTask DisposeAsync()
    {
        _enumerated = true;
        return _source.DisposeAsync();
    }

    private async IAsyncEnumerator<DataRecord> EnumerateAsync(CancellationToken cancellationToken)
    {
        await using var source = _source.ConfigureAwait(false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _source.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } record) yield break;
            yield return record;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            // Unbuffered: both formats read in blocks of their own.
            const FileOptions Options = FileOptions.Asynchronous | FileOptions.SequentialScan;
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, Options);
        }
        catch (DirectoryNotFoundException error)
        {
            // For the caller the file is missing, however much of its path is.
            throw new FileNotFoundException(error.Message, path, error);
        }
    }
}

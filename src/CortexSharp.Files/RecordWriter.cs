using CortexSharp.Files.Csv;
using CortexSharp.Files.Internal;
using CortexSharp.Files.Jsonl;

namespace CortexSharp.Files;

/// <summary>
/// Writes records to a JSONL, CSV or TSV file as they come: UTF-8 without a byte order mark, LF line ends, the same bytes for the same records.
/// One write at a time; the file is complete once <see cref="DisposeAsync"/> has returned.
/// </summary>
/// <remarks>
/// <para>JSON Lines keep everything a reader gives, numbers digit for digit; only white space and the choice of escapes may change.</para>
/// <para>CSV keeps text: a JSON value is written as its text, and <c>null</c>, a missing field and an empty text all become an empty field.</para>
/// <para>
/// Text is written as it is, even where a spreadsheet would run it as a formula (<c>=</c>, <c>+</c>, <c>-</c> or <c>@</c> first): a guard would
/// change the data. Before people open a CSV of untrusted text in a spreadsheet, guard it there.
/// </para>
/// </remarks>
public sealed class RecordWriter : IAsyncDisposable
{
    private readonly IRecordSink _sink;
    private bool _disposed;

    private RecordWriter(IRecordSink sink) => _sink = sink;

    /// <summary>Creates or overwrites a file whose extension names its format: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> or <c>.ndjson</c>.</summary>
    /// <param name="path">The path of the file; its directory must exist.</param>
    /// <param name="options">The columns, when they are known; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The extension is none of these, or the options do not fit the format.</exception>
    public static RecordWriter Create(string path, RecordWriterOptions? options = null) => Create(path, RecordFormats.FromPath(path), options);

    /// <summary>Creates or overwrites a file in a format, whatever its extension.</summary>
    /// <param name="path">The path of the file; its directory must exist.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="options">The columns, when they are known; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The options do not fit the format.</exception>
    public static RecordWriter Create(string path, RecordFormat format, RecordWriterOptions? options = null)
    {
        // Before the file, which opening empties.
        var columns = GetColumns(format, options);
        return Create(
            new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous), format, columns);
    }

    /// <summary>Writes to a stream, such as standard output, from its current position. The writer owns the stream and closes it.</summary>
    /// <param name="stream">The stream; it need not seek.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="options">The columns, when they are known; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The options do not fit the format.</exception>
    public static RecordWriter Create(Stream stream, RecordFormat format, RecordWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Create(stream, format, GetColumns(format, options));
    }

    /// <summary>Writes a record. In CSV, the first one also writes the header; its fields are placed by name, in whatever order they are.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the waiting for the file, which is then not to be relied on.</param>
    /// <exception cref="ArgumentException">
    /// In CSV, the record has a field that is no column, or is the first and has no fields. Nothing of it is written.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public ValueTask WriteAsync(DataRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sink.WriteAsync(record, cancellationToken);
    }

    /// <summary>Hands what is buffered to the file, so that another process can read it.</summary>
    /// <param name="cancellationToken">Cancels the waiting for the file.</param>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _sink.FlushAsync(cancellationToken);
    }

    /// <summary>Writes what is buffered and closes the file.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed) return ValueTask.CompletedTask;
        _disposed = true;
        return _sink.DisposeAsync();
    }

    private static RecordWriter Create(Stream stream, RecordFormat format, FieldNames? columns) => new(
        format is RecordFormat.Jsonl ? new JsonlSink(stream) : new CsvSink(stream, RecordFormats.Separator(format), columns));

    private static FieldNames? GetColumns(RecordFormat format, RecordWriterOptions? options)
    {
        RecordFormats.ThrowIfUnknown(format);
        if (options?.Columns is not { } columns) return null;
        if (format is RecordFormat.Jsonl) throw new ArgumentException("JSON Lines have no columns; leave Columns unset.", nameof(options));
        if (columns.Count == 0) throw new ArgumentException("A file needs at least one column.", nameof(options));
        return FieldNames.FromArgument([.. columns], nameof(options));
    }
}

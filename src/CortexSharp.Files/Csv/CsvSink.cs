using CortexSharp.Files.Internal;
using CsvHelper;

namespace CortexSharp.Files.Csv;

internal sealed class CsvSink : IRecordSink
{
    private readonly CsvWriter _csv;
    private FieldNames? _columns;
    private FieldNames? _fitting;

    public CsvSink(Stream stream, char separator, FieldNames? columns)
    {
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = separator, NewLine = "\n" });
        if (columns is not null) AddHeader(columns);
    }

    public async ValueTask WriteAsync(DataRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_columns is null)
        {
            if (record.Names.Count == 0) throw new ArgumentException("The first record has no fields to name the columns.", nameof(record));
            AddHeader(record.FieldNames);
        }

        ThrowIfUnfit(record);
        foreach (var column in _columns!.List)
        {
            record.TryGetText(column, out var text);
            _csv.WriteField(text);
        }

        await _csv.EndRecordAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken) => _csv.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private void AddHeader(FieldNames columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            // Unquoted at the start of the file, U+FEFF would be read as a byte order mark, not as part of the name.
            var quoting = i == 0 && columns.List[i].StartsWith('\uFEFF') ? CsvQuoting.Always : CsvQuoting.WhenNeeded;
            _csv.WriteField(columns.List[i], quoting);
        }

        _csv.EndRecord();
        _columns = columns;
    }

    /// <summary>An extra field would be lost without a word; a missing one is an empty field, as null is.</summary>
    private void ThrowIfUnfit(DataRecord record)
    {
        if (ReferenceEquals(record.FieldNames, _fitting)) return;
        foreach (var name in record.Names)
        {
            if (!_columns!.TryGetPosition(name, out _))
                throw new ArgumentException($"The field '{name}' is no column of the file. Name all columns in the options.", nameof(record));
        }

        _fitting = record.FieldNames;
    }
}

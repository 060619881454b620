using System.Text;
using System.Text.Unicode;
using CortexSharp.Files.Internal;
using CsvHelper;

namespace CortexSharp.Files.Csv;

internal sealed class CsvSource : IRecordSource
{
    private const string NotUtf8 = "not valid UTF-8";

    private readonly CsvReader _csv;
    private readonly MalformedRecords _malformed;
    private readonly int _maxRecordBytes;
    private bool _hasHeader;

    public CsvSource(Stream stream, char separator, int maxRecordBytes, MalformedRecords malformed)
    {
        _malformed = malformed;
        _maxRecordBytes = maxRecordBytes;
        _csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = separator,

            // The header is read here as the first record, so that the same checks meet it.
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = maxRecordBytes,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => Report(record.LineNumber, Explain(record.Reason)),
        });
    }

    public FieldNames Columns { get; private set; } = FieldNames.None;

    public async Task ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (await MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            var names = GetTexts() ?? throw HeaderError(_csv.LineNumber, NotUtf8);
            if (!FieldNames.TryCreate(names, out var columns, out var problem)) throw HeaderError(_csv.LineNumber, problem);
            Columns = columns;
        }

        _hasHeader = true;
    }

    public async ValueTask<DataRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_csv.FieldCount != Columns.Count)
                Report(_csv.LineNumber, $"field count {_csv.FieldCount}, but the header has {Columns.Count}");
            else if (GetTexts() is { } texts)
                return new DataRecord(Columns, Array.ConvertAll(texts, text => new FieldValue(text)), _csv.LineNumber);
            else
                Report(_csv.LineNumber, NotUtf8);
        }

        return null;
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _csv.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CsvFormatException error)
        {
            // With these options, its size is the one fault that the parser throws; it cannot find the next record then.
            throw _malformed.Error(error.LineNumber, $"a record of more than {_maxRecordBytes} bytes, perhaps a quote that is never closed");
        }
    }

    /// <summary>The fields of the current record, or null when they are not UTF-8, which decoding would hide behind U+FFFD.</summary>
    private string[]? GetTexts()
    {
        var texts = new string[_csv.FieldCount];
        for (var i = 0; i < texts.Length; i++)
        {
            var utf8 = _csv.GetSpan(i);
            if (!Utf8.IsValid(utf8)) return null;
            texts[i] = Encoding.UTF8.GetString(utf8);
        }

        return texts;
    }

    private void Report(long lineNumber, string reason)
    {
        // Past a broken header, the first record would pass for one.
        if (!_hasHeader) throw HeaderError(lineNumber, reason);
        _malformed.Report(lineNumber, reason);
    }

    private MalformedRecordException HeaderError(long lineNumber, string reason) => _malformed.Error(lineNumber, $"in the header, {reason}");

    private static string Explain(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside an unquoted field",
        CsvMalformedReason.TextAfterClosingQuote => "text after the closing quote of a field",
        CsvMalformedReason.UnterminatedQuote => "a quoted field that is never closed",
        _ => "malformed quoting",
    };
}

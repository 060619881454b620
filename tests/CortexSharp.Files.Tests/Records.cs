using System.Text;

namespace CortexSharp.Files.Tests;

/// <summary>Records from and to text, so that a test shows its file.</summary>
internal static class Records
{
    public static Task<List<DataRecord>> ReadAsync(RecordFormat format, string text, RecordReaderOptions? options = null) =>
        ReadAsync(format, Encoding.UTF8.GetBytes(text), options);

    public static async Task<List<DataRecord>> ReadAsync(RecordFormat format, byte[] content, RecordReaderOptions? options = null) =>
        await (await RecordReader.OpenAsync(new MemoryStream(content), format, options)).ToListAsync();

    /// <summary>Reads to the end, collecting the broken records.</summary>
    public static async Task<(List<DataRecord> Records, List<MalformedRecordException> Errors)> ReadOnAsync(
        RecordFormat format, byte[] content, RecordReaderOptions? options = null)
    {
        var errors = new List<MalformedRecordException>();
        var records = await ReadAsync(format, content, (options ?? new()) with { OnMalformed = errors.Add });
        return (records, errors);
    }

    public static Task<(List<DataRecord> Records, List<MalformedRecordException> Errors)> ReadOnAsync(RecordFormat format, string text) =>
        ReadOnAsync(format, Encoding.UTF8.GetBytes(text));

    public static async Task<byte[]> WriteAsync(RecordFormat format, IEnumerable<DataRecord> records, RecordWriterOptions? options = null)
    {
        var stream = new MemoryStream();
        await using (var writer = RecordWriter.Create(stream, format, options))
        {
            foreach (var record in records)
                await writer.WriteAsync(record);
        }

        return stream.ToArray();
    }

    public static async Task<string> WriteTextAsync(RecordFormat format, IEnumerable<DataRecord> records, RecordWriterOptions? options = null) =>
        Encoding.UTF8.GetString(await WriteAsync(format, records, options));

    public static DataRecord Of(params (string Name, string? Text)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Text)));

    public static IEnumerable<string?> Texts(this DataRecord record) => record.Names.Select(name => record[name]);

    public static byte[] Bytes(string ascii, params byte[] more) => [.. Encoding.ASCII.GetBytes(ascii), .. more];
}

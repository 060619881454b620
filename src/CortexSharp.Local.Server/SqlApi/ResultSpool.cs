using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using CortexSharp.Local.Engine.Runtime;
using CortexSharp.Sql;
using Microsoft.Win32.SafeHandles;

namespace CortexSharp.Local.Server.SqlApi;

/// <summary>
/// A result as it will be sent: the first partition as JSON, the others compressed, as the SQL API has it. A result of one small partition
/// stays in memory, a larger one in a temporary file, so that memory does not grow with the number of rows.
/// </summary>
internal sealed class ResultSpool : IDisposable
{
    private const int MaxPartitionBytes = 4 * 1024 * 1024;
    private const int KeptInMemory = 64 * 1024;

    private static readonly JsonWriterOptions Json = new() { Encoder = JsonEscaping.Instance, SkipValidation = true };

    private readonly List<Partition> _partitions = [];
    private byte[]? _memory;
    private SafeFileHandle? _file;
    private long _length;

    private ResultSpool(IReadOnlyList<SqlColumn> columns) => Columns = columns;

    /// <summary>The columns.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>The partitions in order; one at least.</summary>
    public IReadOnlyList<Partition> Partitions => _partitions;

    /// <summary>How many rows all partitions have.</summary>
    public long RowCount => _partitions.Sum(p => (long)p.Rows);

    /// <summary>Reads a result to its end.</summary>
    /// <param name="result">The result; its owner disposes it.</param>
    /// <param name="partitionRows">How many rows a partition has at most.</param>
    /// <param name="maxRows">How many rows are taken; null for all.</param>
    /// <param name="nullable">Whether NULL is null; otherwise it is the text <c>null</c>.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public static async Task<ResultSpool> ReadAsync(
        SqlResult result, int partitionRows, long? maxRows, bool nullable, CancellationToken cancellationToken)
    {
        var spool = new ResultSpool(result.Columns);
        try
        {
            await spool.FillAsync(result, partitionRows, maxRows ?? long.MaxValue, nullable, cancellationToken).ConfigureAwait(false);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The bytes of a partition: an array of rows as JSON for the first; for the others the rows without the array's brackets, compressed.
    /// </summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="cancellationToken">Gives the reading up.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPartitionAsync(int number, CancellationToken cancellationToken)
    {
        if (_memory is { } memory)
            return memory;
        var partition = _partitions[number];
        var bytes = new byte[partition.StoredSize];
        for (var read = 0; read < bytes.Length;)
        {
            var more = await RandomAccess.ReadAsync(_file!, bytes.AsMemory(read), partition.Offset + read, cancellationToken).ConfigureAwait(false);
            read += more > 0 ? more : throw new EndOfStreamException("The file of a result has been cut.");
        }

        return bytes;
    }

    /// <summary>Frees the memory, or deletes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private async Task FillAsync(SqlResult result, int partitionRows, long maxRows, bool nullable, CancellationToken cancellationToken)
    {
        var types = result.Columns.Select(ColumnType.NameOf).ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json);
        var rows = 0;
        writer.WriteStartArray();
        await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (maxRows-- <= 0)
                break;
            if (rows == partitionRows || buffer.WrittenCount + writer.BytesPending >= MaxPartitionBytes)
            {
                await EndPartitionAsync().ConfigureAwait(false);
                rows = 0;
                writer.WriteStartArray();
            }

            writer.WriteStartArray();
            for (var i = 0; i < types.Length; i++)
                CellText.Write(writer, row[i], types[i], nullable);
            writer.WriteEndArray();
            rows++;
        }

        await EndPartitionAsync(isLast: true).ConfigureAwait(false);

        async ValueTask EndPartitionAsync(bool isLast = false)
        {
            writer.WriteEndArray();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (isLast && _partitions.Count == 0 && buffer.WrittenCount <= KeptInMemory)
                _memory = buffer.WrittenSpan.ToArray();
            var stored = _partitions.Count == 0 ? buffer.WrittenMemory : Compress(buffer.WrittenSpan[1..^1]);
            if (_memory is null)
            {
                _file ??= Open();
                await RandomAccess.WriteAsync(_file, stored, _length, cancellationToken).ConfigureAwait(false);
            }

            _partitions.Add(new(rows, buffer.WrittenCount, _length, stored.Length));
            _length += stored.Length;
            buffer.ResetWrittenCount();
            writer.Reset();
        }
    }

    /// <summary>Compresses bytes; several such pieces one behind the other are one compressed whole.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    private static SafeFileHandle Open() => File.OpenHandle(
        Path.Combine(Path.GetTempPath(), $"cortexsharp-result-{Guid.NewGuid():N}"),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}

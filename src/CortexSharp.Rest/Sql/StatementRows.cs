using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>The rows of a finished statement: of its first response, then of its partitions, counted against what the server announced.</summary>
internal sealed class StatementRows
{
    private readonly StatementEndpoint _endpoint;
    private readonly string _handle;
    private readonly StatementEnvelope.ResultMetadata _metadata;
    private readonly int _ahead;
    private readonly CancellationToken _caller;
    private readonly CellKind[] _kinds;
    private StatementReply? _first;

    public StatementRows(StatementEndpoint endpoint, string handle, StatementReply first, int ahead, CancellationToken caller)
    {
        _endpoint = endpoint;
        _handle = handle;
        _first = first;
        _metadata = first.Envelope!.ResultSetMetaData!;
        _ahead = ahead;
        _caller = caller;
        var columns = _metadata.RowType!;
        _kinds = [.. columns.Select(CellReader.KindOf)];
        Schema = new([.. columns.Select(c => new SqlColumn(c.Name ?? "", c.Type?.ToUpperInvariant()))]);
    }

    public SqlRowSchema Schema { get; }

    /// <summary>Frees the first response, unless the reading of the rows has taken it over.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _first, null)?.Dispose();
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<SqlRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partitions = Math.Max(_metadata.PartitionInfo?.Count ?? 0, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_caller, cancellationToken);
        var queue = new PartitionQueue(_endpoint, _handle, partitions, _ahead, stop.Token);
        await using (queue.ConfigureAwait(false))
        {
            long total = 0;
            for (var i = 0; i < partitions; i++)
            {
                using var reply = i == 0 ? TakeFirst() : await FetchAsync(queue, cancellationToken).ConfigureAwait(false);
                queue.Prefetch();
                using var reader = new RowReader(reply.Body.Open(), _kinds);
                long count = 0;
                while (Read(reader) is { } row)
                {
                    ThrowIfCancelled(cancellationToken);
                    count++;
                    yield return new SqlRow(Schema, row);
                }

                Check(count, _metadata.PartitionInfo?.ElementAtOrDefault(i)?.RowCount, $"partition {i}");
                total += count;
            }

            Check(total, _metadata.NumRows, "the result");
        }
    }

    private StatementReply TakeFirst() => Interlocked.Exchange(ref _first, null)
        ?? throw new ObjectDisposedException(nameof(SqlResult), "The result was disposed before its rows were read.");

    private async Task<StatementReply> FetchAsync(PartitionQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await queue.DequeueAsync().ConfigureAwait(false);
            if (reply.Status == HttpStatusCode.OK)
                return reply;
            using (reply)
                throw StatementErrors.OfReply(reply, _handle);
        }
        catch (Exception exception) when (exception is not CortexException)
        {
            ThrowIfCancelled(cancellationToken);
            throw;
        }
    }

    private object?[]? Read(RowReader reader)
    {
        try
        {
            return reader.TryRead(out var row) ? row : null;
        }
        // The text of a JsonException may quote what it stumbled over, so it is left out; the reader throws an InvalidOperationException for text
        // that is not Unicode.
        catch (Exception exception) when (exception is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw StatementErrors.Unreadable($"its rows came broken ({exception.GetType().Name})", _handle);
        }
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        _caller.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Check(long count, long? announced, string of)
    {
        if (announced is { } expected && expected != count)
        {
            throw StatementErrors.Unreadable(
                string.Create(CultureInfo.InvariantCulture, $"{of} has {count} rows where the server announced {expected}"), _handle);
        }
    }
}

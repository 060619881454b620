namespace CortexSharp.Files.Internal;

internal interface IRecordSink : IAsyncDisposable
{
    ValueTask WriteAsync(DataRecord record, CancellationToken cancellationToken);

    ValueTask FlushAsync(CancellationToken cancellationToken);
}

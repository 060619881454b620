namespace CortexSharp.Files.Internal;

internal interface IRecordSource : IAsyncDisposable
{
    FieldNames Columns { get; }

    /// <summary>The next record, or null at the end.</summary>
    ValueTask<DataRecord?> ReadAsync(CancellationToken cancellationToken);
}

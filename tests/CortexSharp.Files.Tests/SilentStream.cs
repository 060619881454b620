namespace CortexSharp.Files.Tests;

/// <summary>A terminal at which nobody types: it gives the first bytes, then a read ends only by cancellation.</summary>
internal sealed class SilentStream(byte[] first) : MemoryStream(first)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read > 0) return read;
        var forever = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => forever.TrySetCanceled(cancellationToken));
        return await forever.Task;
    }
}

namespace CortexSharp.Files.Internal;

/// <summary>What to do with a broken record: hand it to the caller and go on, or throw.</summary>
internal sealed class MalformedRecords(string sourceName, Action<MalformedRecordException>? onMalformed)
{
    public void Report(long lineNumber, string reason)
    {
        var error = Error(lineNumber, reason);
        if (onMalformed is null) throw error;
        onMalformed(error);
    }

    public MalformedRecordException Error(long lineNumber, string reason) => new(sourceName, lineNumber, reason);
}

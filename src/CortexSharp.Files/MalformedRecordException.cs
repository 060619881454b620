namespace CortexSharp.Files;

/// <summary>
/// Thrown, or handed to <see cref="RecordReaderOptions.OnMalformed"/>, for a record that breaks the rules of its format. It says where and why,
/// and never quotes the file, so that it can be logged where the data is private.
/// </summary>
public sealed class MalformedRecordException : FormatException
{
    /// <summary>Creates an exception whose message is made of the three parts.</summary>
    /// <param name="sourceName">The path of the file, or what the stream is called.</param>
    /// <param name="lineNumber">The line on which the record starts, from 1.</param>
    /// <param name="reason">What is wrong, as a phrase.</param>
    public MalformedRecordException(string sourceName, long lineNumber, string reason)
        : base($"{sourceName}, line {lineNumber}: {reason}.")
    {
        SourceName = sourceName;
        LineNumber = lineNumber;
        Reason = reason;
    }

    /// <summary>The path as it was given to the reader, or <see cref="RecordReaderOptions.SourceName"/>.</summary>
    public string SourceName { get; }

    /// <summary>The physical line on which the broken record starts, from 1; line breaks inside quoted fields count too.</summary>
    public long LineNumber { get; }

    /// <summary>What is wrong with the record, as an English phrase without its content.</summary>
    public string Reason { get; }
}

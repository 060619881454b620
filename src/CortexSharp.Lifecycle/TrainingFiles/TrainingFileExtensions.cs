using System.Runtime.CompilerServices;
using CortexSharp.Files;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Lifecycle.TrainingFiles;

/// <summary>Training pairs from files and into files, one at a time: the memory needed does not grow with the file.</summary>
public static class TrainingFileExtensions
{
    /// <summary>Loads the pairs of a file into a new table with the columns ID (from 1, in the file's order), PROMPT and COMPLETION.</summary>
    /// <param name="client">The client.</param>
    /// <param name="table">The table, which must not be there.</param>
    /// <param name="path">A file whose extension names its format: <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> or <c>.ndjson</c>.</param>
    /// <param name="fields">Which fields make a pair; default: <c>prompt</c> and <c>completion</c>.</param>
    /// <param name="cancellationToken">Cancels the reading and the statement; the table and what was written so far stay.</param>
    /// <returns>How many pairs were written.</returns>
    /// <exception cref="ArgumentException">The extension is none of these, or a brace of the template is not closed.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="MalformedRecordException">
    /// A record is broken or has no such field; it names file and line. The pairs before it may stay in the table.
    /// </exception>
    /// <exception cref="CortexException">A statement failed (<see cref="CortexErrorKind.AlreadyExists"/>: the table is there).</exception>
    public static async Task<long> LoadFileAsync(
        this ITrainingDataClient client, SqlIdentifier table, string path, PairFields? fields = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(table);
        var records = await RecordReader.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await LoadAsync(client, table, records, path, fields, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads the pairs of a stream into a new table with the columns ID (from 1, in the stream's order), PROMPT and COMPLETION.</summary>
    /// <param name="client">The client.</param>
    /// <param name="table">The table, which must not be there.</param>
    /// <param name="stream">The stream, which is read once and closed in the end.</param>
    /// <param name="format">The format of its content.</param>
    /// <param name="fields">Which fields make a pair; default: <c>prompt</c> and <c>completion</c>.</param>
    /// <param name="cancellationToken">Cancels the reading and the statement; the table and what was written so far stay.</param>
    /// <returns>How many pairs were written.</returns>
    /// <exception cref="ArgumentException">A brace of the template is not closed.</exception>
    /// <exception cref="MalformedRecordException">
    /// A record is broken or has no such field; it names the line. The pairs before it may stay in the table.
    /// </exception>
    /// <exception cref="CortexException">A statement failed (<see cref="CortexErrorKind.AlreadyExists"/>: the table is there).</exception>
    public static async Task<long> LoadFileAsync(
        this ITrainingDataClient client, SqlIdentifier table, Stream stream, RecordFormat format, PairFields? fields = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(table);
        const string Source = "stream";
        var records = await RecordReader.OpenAsync(stream, format, new() { SourceName = Source }, cancellationToken).ConfigureAwait(false);
        return await LoadAsync(client, table, records, Source, fields, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the pairs of a table to a file, in no order. The file is there only when it is complete.</summary>
    /// <param name="client">The client.</param>
    /// <param name="table">A table with the columns PROMPT and COMPLETION, such as a snapshot's.</param>
    /// <param name="path">
    /// The file, which is overwritten; its extension names its format: <c>.jsonl</c>, <c>.ndjson</c>, <c>.csv</c> or <c>.tsv</c>.
    /// </param>
    /// <param name="fields">What prompt and completion are called in the file; default: <c>prompt</c> and <c>completion</c>.</param>
    /// <param name="cancellationToken">Cancels the statement and the writing.</param>
    /// <returns>How many pairs were written.</returns>
    /// <exception cref="ArgumentException">The extension is none of these, or there is a template, which cannot be undone.</exception>
    /// <exception cref="CortexException">The statement failed.</exception>
    public static async Task<long> ExportFileAsync(
        this ITrainingDataClient client, SqlIdentifier table, string path, PairFields? fields = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = Path.ChangeExtension(path, $"unfinished{Path.GetExtension(path)}");
        var names = Writable(fields);
        var isCreated = false;
        try
        {
            var writer = RecordWriter.Create(unfinished);
            isCreated = true;
            long count;
            await using (writer.ConfigureAwait(false))
                count = await WriteAsync(client, table, writer, names, cancellationToken).ConfigureAwait(false);
            File.Move(unfinished, path, overwrite: true);
            return count;
        }
        catch when (isCreated)
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Writes the pairs of a table to a stream, in no order.</summary>
    /// <param name="client">The client.</param>
    /// <param name="table">A table with the columns PROMPT and COMPLETION, such as a snapshot's.</param>
    /// <param name="stream">The stream, which is closed in the end.</param>
    /// <param name="format">The format to write.</param>
    /// <param name="fields">What prompt and completion are called; default: <c>prompt</c> and <c>completion</c>.</param>
    /// <param name="cancellationToken">Cancels the statement and the writing.</param>
    /// <returns>How many pairs were written.</returns>
    /// <exception cref="ArgumentException">There is a template, which cannot be undone.</exception>
    /// <exception cref="CortexException">The statement failed.</exception>
    public static async Task<long> ExportFileAsync(
        this ITrainingDataClient client, SqlIdentifier table, Stream stream, RecordFormat format, PairFields? fields = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(table);
        var names = Writable(fields);
        var writer = RecordWriter.Create(stream, format);
        await using (writer.ConfigureAwait(false))
            return await WriteAsync(client, table, writer, names, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> LoadAsync(
        ITrainingDataClient client, SqlIdentifier table, RecordReader records, string source, PairFields? fields, CancellationToken cancellationToken)
    {
        await using (((IAsyncDisposable)records).ConfigureAwait(false))
        {
            var pairOf = (fields ?? new()).Reader(records, source);
            return await client.LoadAsync(table, PairsAsync(cancellationToken), cancellationToken).ConfigureAwait(false);

            async IAsyncEnumerable<TrainingPair> PairsAsync([EnumeratorCancellation] CancellationToken token)
            {
                await foreach (var record in records.WithCancellation(token).ConfigureAwait(false))
                    yield return pairOf(record);
            }
        }
    }

    private static async Task<long> WriteAsync(
        ITrainingDataClient client, SqlIdentifier table, RecordWriter writer, PairFields names, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var pair in client.ReadAsync(table, cancellationToken).ConfigureAwait(false))
        {
            await writer.WriteAsync(
                new([new(names.Prompt, pair.Prompt), new(names.Completion, pair.Completion)]), cancellationToken).ConfigureAwait(false);
            count++;
        }

        return count;
    }

    private static PairFields Writable(PairFields? fields) => fields is { PromptTemplate: not null }
        ? throw new ArgumentException(
            $"{nameof(PairFields)}.{nameof(PairFields.PromptTemplate)} is for reading: a prompt does not tell what it was made from.", nameof(fields))
        : fields ?? new();
}

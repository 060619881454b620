using CortexSharp.Files;
using CortexSharp.TrainingData;

namespace CortexSharp.Lifecycle.TrainingFiles;

/// <summary>Which fields of a file's records make a pair. Names are compared case and all.</summary>
public sealed record PairFields
{
    /// <summary>The field of the prompt, unless <see cref="PromptTemplate"/> makes it.</summary>
    /// <value>Default: <c>prompt</c>.</value>
    public string Prompt { get; init; } = "prompt";

    /// <summary>The field of the completion.</summary>
    /// <value>Default: <c>completion</c>.</value>
    public string Completion { get; init; } = "completion";

    /// <summary>
    /// A text with fields in braces, such as <c>Classify: {subject}</c>; <c>{{</c> and <c>}}</c> stand for braces. For reading only.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? PromptTemplate { get; init; }

    /// <summary>What reads pairs by these fields.</summary>
    /// <exception cref="ArgumentException">A brace of the template is not closed, or not open.</exception>
    internal Func<DataRecord, TrainingPair> Reader(RecordReader records, string source)
    {
        var template = PromptTemplate is null ? null : TrainingData.PromptTemplate.Parse(PromptTemplate);
        // What a header does not have is missing in every record.
        if (records.Columns is { Count: > 0 } columns
            && (template?.Fields ?? [Prompt]).Append(Completion).FirstOrDefault(f => !columns.Contains(f)) is { } missing)
        {
            throw new MalformedRecordException(
                source, 1, $"there is no column '{missing}' among {string.Join(", ", columns)}; name the columns in {nameof(PairFields)}");
        }

        return record => new(template?.Fill(f => TextOf(record, f, source)) ?? TextOf(record, Prompt, source), TextOf(record, Completion, source));
    }

    private static string TextOf(DataRecord record, string field, string source) => record.TryGetText(field, out var text)
        ? text
        : throw new MalformedRecordException(
            source, record.LineNumber, $"there is no field '{field}', or null in it; name the fields in {nameof(PairFields)}");
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Files;

namespace CortexSharp.Evaluation.Cases;

/// <summary>The records of a file as cases.</summary>
internal sealed class FileCaseSource(string path, CaseFields fields) : ICaseSource
{
    public IAsyncEnumerable<EvaluationCase> ReadAsync(CancellationToken cancellationToken = default) =>
        CaseSet.Checked(RecordsAsync(cancellationToken), path, cancellationToken);

    private async IAsyncEnumerable<EvaluationCase> RecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = await RecordReader.OpenAsync(path, cancellationToken: cancellationToken).ConfigureAwait(false);
        var number = 0L;
        var unseen = fields.Tags.ToHashSet(StringComparer.Ordinal);
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            unseen.RemoveWhere(tag => record.TryGetJson(tag, out _));
            yield return CaseOf(record, ++number);
        }

        // One record may lack a tag; that all do is a wrong name.
        if (number > 0 && unseen.FirstOrDefault() is { } missing)
        {
            throw new EvaluationDataException(
                $"No record of {path} has the field '{missing}' for a tag; name the fields in {nameof(CaseFields)} as the file does.");
        }
    }

    private EvaluationCase CaseOf(DataRecord record, long number)
    {
        var key = fields.Key is { } field ? TextOf(record, field) : number.ToString(CultureInfo.InvariantCulture);
        if (key.Length == 0)
            throw Incomplete(record, $"the field '{fields.Key}' is empty, but it is the key");
        return new EvaluationCase(key, TextOf(record, fields.Prompt), ReferencesOf(record)) { Tags = TagsOf(record) };
    }

    private ImmutableArray<string> ReferencesOf(DataRecord record)
    {
        if (fields.Reference is not { } field)
            return [];
        if (!record.TryGetJson(field, out var json))
            throw Incomplete(record, $"it has no field '{field}' for the reference; name another in {nameof(CaseFields)}, or null for none");
        return json.ValueKind switch
        {
            JsonValueKind.Null => [],
            JsonValueKind.Array =>
                [.. json.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? item.GetString()! : item.GetRawText())],
            _ => [record[field]!],
        };
    }

    private Dictionary<string, string> TagsOf(DataRecord record)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields.Tags)
        {
            if (record.TryGetText(field, out var text))
                tags[field] = text;
        }

        return tags;
    }

    private string TextOf(DataRecord record, string field) => record.TryGetText(field, out var text)
        ? text
        : throw Incomplete(record, $"it has no field '{field}', or null in it; name the fields in {nameof(CaseFields)}");

    private EvaluationDataException Incomplete(DataRecord record, string why) =>
        new($"{path}, line {record.LineNumber}: the record is no case: {why}.");
}

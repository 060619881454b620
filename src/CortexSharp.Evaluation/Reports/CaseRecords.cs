using System.Buffers;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Files;

namespace CortexSharp.Evaluation.Reports;

/// <summary>All cases of a report as records, one at a time.</summary>
internal sealed class CaseRecords
{
    private readonly RunComparison _comparison;
    private readonly CaseOutcomes _outcomes;
    private readonly MeasureColumn[] _columns;
    private readonly string[] _tags;

    private CaseRecords(EvaluationReport report)
    {
        _comparison = report.Comparison;
        _outcomes = new CaseOutcomes(_comparison, report.Column);
        _columns = [.. MeasureColumn.All(_comparison.Baseline.Metrics)];
        _tags = [.. _comparison.Baseline.Rows.SelectMany(row => row.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public static async Task WriteAsync(EvaluationReport report, Stream stream, RecordFormat format, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (report.Cases is not { } cases)
            throw new InvalidOperationException($"The report has no cases to write; give it {nameof(EvaluationReport.Cases)}.");

        var records = new CaseRecords(report);
        var options = format is RecordFormat.Csv ? new RecordWriterOptions { Columns = records.Columns } : null;
        var writer = RecordWriter.Create(stream, format, options);
        await using var owned = writer.ConfigureAwait(false);
        await foreach (var item in cases.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (records._outcomes.TryFind(item.Case.Key, out var pair))
                await writer.WriteAsync(records.RecordOf(item, pair), cancellationToken).ConfigureAwait(false);
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private IReadOnlyList<string> Columns =>
    [
        "key", "outcome", "prompt", "references", "baseline", "system", "baseline_error", "system_error",
        .. _tags.Select(TagField),
        .. _columns.SelectMany(column => (string[])[BaselineField(column), SystemField(column)]),
    ];

    // A prefix keeps tags and measures, which people name, from the fields that are always there.
    private static string TagField(string tag) => $"tag:{tag}";

    private static string BaselineField(MeasureColumn column) => $"baseline:{column.Measure.Name}";

    private static string SystemField(MeasureColumn column) => $"system:{column.Measure.Name}";

    private DataRecord RecordOf(CaseAnswers item, RowPair pair)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key", item.Case.Key);
            json.WriteString("outcome", Name(_outcomes.Of(pair)));
            json.WriteString("prompt", item.Case.Prompt);
            json.WriteStartArray("references");
            foreach (var reference in item.Case.References)
                json.WriteStringValue(reference);
            json.WriteEndArray();
            WriteAnswer(json, "baseline", item.Baseline);
            WriteAnswer(json, "system", item.System);
            foreach (var tag in _tags)
                WriteText(json, TagField(tag), _comparison.Baseline.Rows[pair.Baseline].Tags.GetValueOrDefault(tag));
            foreach (var column in _columns)
            {
                WriteValue(json, BaselineField(column), _comparison.Baseline.Value(column, pair.Baseline));
                WriteValue(json, SystemField(column), _comparison.System.Value(column, pair.System));
            }

            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return DataRecord.FromJson(document.RootElement.Clone());
    }

    private static void WriteAnswer(Utf8JsonWriter json, string field, EvaluationAnswer? answer)
    {
        WriteText(json, field, answer?.Text);
        WriteText(json, $"{field}_error", answer?.Error?.Message);
    }

    private static void WriteText(Utf8JsonWriter json, string field, string? text)
    {
        if (text is null)
            json.WriteNull(field);
        else
            json.WriteString(field, text);
    }

    /// <summary>JSON has neither "not a number" nor infinity: no value.</summary>
    private static void WriteValue(Utf8JsonWriter json, string field, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(field, value);
        else
            json.WriteNull(field);
    }

    internal static string Name(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Worse => "worse",
        CaseOutcome.Better => "better",
        CaseOutcome.Same => "same",
        _ => "not scored",
    };
}

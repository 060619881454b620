using System.Globalization;
using System.Text;
using System.Text.Json;
using CortexSharp.Usage;

namespace CortexSharp.TrainingData;

/// <summary>Writes reports.</summary>
internal static class TrainingDataReportText
{
    public static string ToText(TrainingDataReport report)
    {
        var lines = new List<string> { Summary(report) };
        if (Lengths(report) is { } lengths)
            lines.Add(lengths);
        lines.AddRange(report.Findings.Select(f => f.ToString()));
        if (report.Labels.Count > 0)
        {
            lines.Add(
                $"Labels: {string.Join(", ", report.Labels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Label} {l.Count}")))}.");
        }

        return string.Join(Environment.NewLine, lines);
    }

    public static string ToMarkdown(TrainingDataReport report)
    {
        var builder = new StringBuilder();
        builder.Append(CultureInfo.InvariantCulture, $"# Training data\n\n{Summary(report)}\n");
        if (Lengths(report) is { } lengths)
            builder.Append(CultureInfo.InvariantCulture, $"\n{lengths}\n");
        if (report.Findings.Count > 0)
        {
            builder.Append("\n| | finding | rows | fix | keys |\n|---|---|---:|---|---|\n");
            foreach (var f in report.Findings)
            {
                var examples = string.Join(", ", f.Examples);
                builder.Append(
                    CultureInfo.InvariantCulture,
                    $"| {f.Severity} | {MarkdownCell.Of(f.Message)} | {f.Count} | {MarkdownCell.Of(f.Fix)} | {MarkdownCell.Of(examples)} |\n");
            }
        }

        if (report.Labels.Count > 0)
        {
            builder.Append("\n| label | rows | share |\n|---|---:|---:|\n");
            foreach (var l in report.Labels)
                builder.Append(CultureInfo.InvariantCulture, $"| {MarkdownCell.Of(l.Label)} | {l.Count} | {l.Share:P1} |\n");
        }

        return builder.ToString();
    }

    public static string ToJson(TrainingDataReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteBoolean("trainable", report.IsTrainable);
            json.WriteNumber("rows", report.Rows);
            if (report.ValidationRows is { } validation)
                json.WriteNumber("validation_rows", validation);
            json.WriteNumber("counted_rows", report.CountedRows);
            json.WriteNumber("estimated_rows", report.EstimatedRows);
            json.WriteNumber("least_trained_tokens", report.LeastTrainedTokens);
            json.WriteNumber("most_trained_tokens", report.MostTrainedTokens);
            WriteCost(json, "least_cost", report.LeastCost);
            WriteCost(json, "most_cost", report.MostCost);
            json.WriteStartArray("findings");
            foreach (var f in report.Findings)
            {
                json.WriteStartObject();
                json.WriteString("kind", f.Kind.Value);
                json.WriteString("severity", f.Severity.ToString());
                json.WriteNumber("count", f.Count);
                json.WriteString("message", f.Message);
                json.WriteString("fix", f.Fix);
                json.WriteStartArray("examples");
                foreach (var key in f.Examples)
                    json.WriteStringValue(key);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("labels");
            foreach (var l in report.Labels)
            {
                json.WriteStartObject();
                json.WriteString("label", l.Label);
                json.WriteNumber("count", l.Count);
                json.WriteNumber("share", l.Share);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static string Summary(TrainingDataReport report)
    {
        var rows = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows} rows{(report.ValidationRows is { } v ? string.Create(CultureInfo.InvariantCulture, $" and {v} for validation") : "")}");
        var cost = (report.LeastCost, report.MostCost) is ({ } least, { } most) ? $"{least} to {most}" : "cost unknown";
        var tokens = report.LeastTrainedTokens == report.MostTrainedTokens
            ? string.Create(CultureInfo.InvariantCulture, $"{report.LeastTrainedTokens}")
            : string.Create(CultureInfo.InvariantCulture, $"some {report.LeastTrainedTokens} to {report.MostTrainedTokens}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rows}, {tokens} trained tokens, {cost}: {(report.IsTrainable ? "can be trained on" : "not fit for training")}.");
    }

    private static string? Lengths(TrainingDataReport report)
    {
        if ((report.CountedRows, report.EstimatedRows) == (0, 0))
            return null;
        var estimated = FormattableString.Invariant($"{report.EstimatedRows} are estimated at {TokenMeasure.CharactersPerToken} characters a token");
        return FormattableString.Invariant(
            $"Lengths: AI_COUNT_TOKENS counted {report.CountedRows} rows, {estimated}; other rows cannot be too long.");
    }

    private static void WriteCost(Utf8JsonWriter json, string name, Amount? cost)
    {
        if (cost is not { } amount)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("value", amount.Value);
        json.WriteString("unit", amount.Unit.Value);
        json.WriteEndObject();
    }
}

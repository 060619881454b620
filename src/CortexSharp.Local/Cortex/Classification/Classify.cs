using System.Collections.Concurrent;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Classification;

/// <summary><c>AI_CLASSIFY</c>, and the legacy <c>CLASSIFY_TEXT</c>, which raises (Snowflake's pages of these names); both match words.</summary>
/// <param name="policy">What failing rows do.</param>
internal sealed class Classify(ErrorPolicy policy) : IFunctionFamily
{
    private const int MostCategories = 500;
    private const int MostLegacyCategories = 100;

    private static readonly Signature Signature = new("AI_CLASSIFY",
        new("INPUT", Required: true), new("LIST_OF_CATEGORIES", Required: true), new("CONFIG_OBJECT"),
        new("RETURN_ERROR_DETAILS", ConstantOnly: true));

    private static readonly Signature Legacy = new("SNOWFLAKE.CORTEX.CLASSIFY_TEXT",
        new("INPUT", Required: true), new("LIST_OF_CATEGORIES", Required: true), new("OPTIONS"));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function, Legacy.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var isLegacy = name == Legacy.Function;
        var call = (isLegacy ? Legacy : Signature).Bind(arguments);
        var failures = isLegacy ? FailureMode.Raise : policy.Of(name, call.Flag(3));
        var matchers = new ConcurrentDictionary<(string Categories, string? Config), Parsed<OptionMatcher>>();
        return new RowCall(isLegacy ? "CLASSIFY_TEXT$V1" : "AI_CLASSIFY$V1", call, CortexResultType.Variant, failures, (row, context) =>
        {
            if (call[0].TextIn(row) is not { } text || call[1].TextIn(row) is not { } categories)
                return new(null);
            var config = call[2].TextIn(row);
            var matcher = matchers.GetOrAdd(
                (categories, config), key => CategoryList.Parse(key.Categories, key.Config, isLegacy ? MostLegacyCategories : MostCategories));
            var mode = OutputMode(config);
            if ((matcher.Error ?? (mode is "single" or "multi" ? null : "invalid options object")) is { } error)
                return RowResult.Failed(error);
            var labels = mode == "multi" ? matcher.Value!.ChooseAll(text) : [matcher.Value!.Choose(text)];
            var shown = isLegacy ? "CLASSIFY_TEXT" : name;
            context.Usage.Add(
                shown, "", shown, TokenCounter.Count(text) + TokenCounter.Count(categories) + TokenCounter.Count(config),
                labels.Sum(l => TokenCounter.Count(l)));
            return new(JsonText.Write((labels, isLegacy), Write));
        });
    }

    private static string OutputMode(string? config)
    {
        if (config is null)
            return "single";
        if (JsonText.TryParse(config) is not { ValueKind: JsonValueKind.Object } options)
            return "";
        return options.TryGetProperty("output_mode", out var mode) ? mode.ToString() : "single";
    }

    private static void Write(Utf8JsonWriter writer, (IReadOnlyList<string> Labels, bool IsLegacy) result)
    {
        writer.WriteStartObject();
        if (result.IsLegacy)
        {
            writer.WriteString("label"u8, result.Labels[0]);
        }
        else
        {
            writer.WriteStartArray("labels"u8);
            foreach (var label in result.Labels)
                writer.WriteStringValue(label);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Redaction;

/// <summary>
/// <c>AI_REDACT</c> (Snowflake's page of that name). Unlike the other functions it raises while the account's parameter is not set.
/// </summary>
/// <param name="policy">What failing rows do.</param>
internal sealed class Redact(ErrorPolicy policy) : IFunctionFamily
{
    private const int MaxTokens = 4096;
    private const int MaxOutputTokens = 1024;

    private static readonly Signature Signature = new("AI_REDACT",
        new("INPUT", Required: true), new("CATEGORIES", ConstantOnly: true), new("RETURN_ERROR_DETAILS", ConstantOnly: true),
        new("MODE", ConstantOnly: true));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        // Snowflake's own samples leave the categories out before a bare TRUE.
        if (arguments is [_, { Name: null, Constant.ValueKind: JsonValueKind.True or JsonValueKind.False } flag, ..])
            arguments = [arguments[0], flag with { Name = "RETURN_ERROR_DETAILS" }, .. arguments.Skip(2)];
        var call = Signature.Bind(arguments);
        var categories = Categories(call[1]);
        var mode = call[3].TextIn([])?.ToUpperInvariant() ?? "REDACT";
        if (mode is not ("REDACT" or "DETECT"))
            throw CortexErrors.InvalidArgument(name, call[3].Written, "the mode is 'redact' or 'detect'");
        var detects = mode == "DETECT";
        var type = detects ? CortexResultType.Variant : CortexResultType.Varchar;
        return new RowCall("AI_REDACT$V1", call, type, policy.Of(name, call.Flag(2), raisesUnlessTold: true), (row, context) =>
        {
            if (call[0].TextIn(row) is not { } text)
                return new(null);
            if (TokenLimit.IsExceeded(text, MaxTokens))
                return TooLong(MaxTokens);
            var spans = PiiRecognizer.Find(text, categories);
            var result = detects ? JsonText.Write((text, spans), WriteSpans) : Replace(text, spans);
            var (input, output) = (TokenCounter.Count(text), TokenCounter.Count(result));
            if (output > MaxOutputTokens || input + output > MaxTokens)
                return TooLong(output > MaxOutputTokens ? MaxOutputTokens : MaxTokens);
            context.Usage.Add(name, "", name, input, output);
            return new(result);
        });
    }

    private static RowResult TooLong(int limit) => RowResult.Failed(string.Create(CultureInfo.InvariantCulture, $"max tokens of {limit} exceeded"));

    private static string[] Categories(BoundArgument argument)
    {
        if (!argument.IsGiven)
            return [.. PiiRecognizer.Categories];
        if (argument.Written.Constant is not { ValueKind: JsonValueKind.Array } array)
            throw CortexErrors.InvalidArgument(Signature.Function, argument.Written, "the categories are an array");
        var categories = array.EnumerateArray().Select(c => c.ToString()).ToArray();
        return categories.FirstOrDefault(c => !PiiRecognizer.Categories.Contains(c)) is { } unknown
            ? throw CortexErrors.InvalidArgument(
                Signature.Function, argument.Written, $"unsupported category '{unknown}'; there are {string.Join(", ", PiiRecognizer.Categories)}")
            : categories;
    }

    private static string Replace(string text, IReadOnlyList<PiiSpan> spans)
    {
        var redacted = new StringBuilder(text.Length);
        var at = 0;
        foreach (var span in spans)
        {
            redacted.Append(text, at, span.Start - at).Append('[').Append(span.Category).Append(']');
            at = span.End;
        }

        return redacted.Append(text, at, text.Length - at).ToString();
    }

    // Places count characters as LENGTH does, from 0, and the end is behind; Snowflake's page does not say so, nor otherwise.
    private static void WriteSpans(Utf8JsonWriter writer, (string Text, IReadOnlyList<PiiSpan> Spans) found)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("spans"u8);
        foreach (var span in found.Spans)
        {
            writer.WriteStartObject();
            writer.WriteString("category"u8, span.Category);
            writer.WriteNumber("end"u8, CodePoints(found.Text, span.End));
            writer.WriteNumber("start"u8, CodePoints(found.Text, span.Start));
            writer.WriteString("text"u8, found.Text.AsSpan(span.Start, span.End - span.Start));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static int CodePoints(string text, int end)
    {
        var count = 0;
        foreach (var _ in text.AsSpan(0, end).EnumerateRunes())
            count++;
        return count;
    }
}

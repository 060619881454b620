using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>Reads every form in which the completion functions answer into a <see cref="CompletionResult"/>.</summary>
/// <remarks>
/// The forms, and which of the documentation's samples contradict its prose, are those of Snowflake's pages on AI_COMPLETE, COMPLETE and structured
/// outputs.
/// </remarks>
internal static class CompletionReader
{
    // There is no flag in the SQL result; the text is what Snowflake's pages on Cortex Guard give.
    public const string GuardText = "Response filtered by Cortex Guard";

    /// <summary>Reads an answer.</summary>
    /// <param name="cell">The cell, or null.</param>
    /// <param name="form">What was asked for.</param>
    /// <param name="queryId">The statement's id.</param>
    /// <exception cref="CortexException">The cell is an error or no answer.</exception>
    public static CompletionResult Read(string? cell, CompletionForm form, string? queryId)
    {
        var root = Unwrap(cell, form, queryId);
        if (root.ValueKind is not JsonValueKind.Object)
            return Finish(new CompletionResult(TextOf(root)), root, form, queryId);

        if (root.TryGetProperty("structured_output", out var structured))
            return Finish(Structured(StructuredValue(structured), form), root, form, queryId);
        if (root.TryGetProperty("choices", out var choices))
        {
            var text = ChoiceText(choices) ?? throw NoAnswer(form, queryId);
            // The legacy function answers a schema with its JSON as text inside the usual envelope.
            return Finish(form.HasSchema ? ReadStructured(text, form) : new CompletionResult(text), root, form, queryId);
        }

        return form.HasSchema ? Finish(Structured(root, form), root, form, queryId) : throw Unexpected(form, queryId);
    }

    /// <summary>Takes the error envelope off, or throws the error in it. Also used for token counts.</summary>
    public static JsonElement Unwrap(string? cell, CompletionForm form, string? queryId)
    {
        if (cell is null || ParseLoosely(cell) is not { ValueKind: not JsonValueKind.Null } root)
            throw NoAnswer(form, queryId);
        if (!form.HasErrorDetails || root.ValueKind is not JsonValueKind.Object)
            return root;
        if (root.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.String)
            throw ErrorOf(error.GetString()!, form, queryId);
        if (!root.TryGetProperty("value", out var value))
            return root;
        if (value.ValueKind is JsonValueKind.Null)
            throw NoAnswer(form, queryId);
        return value.ValueKind is JsonValueKind.String ? ParseLoosely(value.GetString()!) : value;
    }

    /// <summary>Reads a token count.</summary>
    public static long ReadCount(string? cell, CompletionForm form, string? queryId) =>
        Unwrap(cell, form, queryId) is { ValueKind: JsonValueKind.Number } count && count.TryGetInt64(out var tokens)
            ? tokens
            : throw Unexpected(form, queryId);

    /// <summary>Reads the text with which a model answers a schema.</summary>
    /// <exception cref="StructuredOutputException">It is no JSON object.</exception>
    public static CompletionResult ReadStructured(string text, CompletionForm form) => Structured(ParseLoosely(text), form);

    /// <summary>The error that the function gives for one row.</summary>
    public static CortexException ErrorOf(string text, CompletionForm form, string? queryId) =>
        new SnowflakeError(null, null, text, queryId).ToException(form.Model);

    public static CortexException NoAnswer(CompletionForm form, string? queryId) => new(
        CortexErrorKind.NoAnswer,
        $"{form.Model} gave NULL instead of an answer, and no reason. The prompt may be NULL; where an account refuses error details, NULL stands "
        + "for any failure.")
    {
        Model = form.Model,
        QueryId = queryId,
    };

    private static CompletionResult Finish(CompletionResult result, JsonElement root, CompletionForm form, string? queryId)
    {
        var isObject = root.ValueKind is JsonValueKind.Object;
        return result with
        {
            Raw = isObject ? root : null,
            Model = isObject && root.TryGetProperty("model", out var model) && model.ValueKind is JsonValueKind.String
                ? model.GetString()
                : form.Model,
            CreatedAt = isObject && root.TryGetProperty("created", out var created) && created.ValueKind is JsonValueKind.Number
                && created.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            Usage = isObject && root.TryGetProperty("usage", out var usage) ? TokenUsage.Read(usage) : null,
            BlockedByGuard = form.HasGuardrails && result.Text == GuardText,
            HistoryMode = form.HistoryMode,
            QueryId = queryId,
        };
    }

    private static CompletionResult Structured(JsonElement value, CompletionForm form) => value.ValueKind switch
    {
        JsonValueKind.Object => new CompletionResult(value.GetRawText()) { StructuredValue = value },
        // Cortex Guard puts its text in place of any answer.
        JsonValueKind.String when value.GetString() == GuardText => new CompletionResult(GuardText),
        var kind => throw new StructuredOutputException(
            kind is JsonValueKind.Undefined ? "" : TextOf(value),
            $"{form.Model} did not answer with the JSON object that the response schema asks for; its text is in "
            + $"{nameof(StructuredOutputException.RawText)}.")
        {
            Model = form.Model,
        },
    };

    /// <summary>The documentation's prose says object, its samples show an array of one.</summary>
    private static JsonElement StructuredValue(JsonElement output)
    {
        if (output.ValueKind is JsonValueKind.Array)
            output = output.GetArrayLength() > 0 ? output[0] : default;
        if (output.ValueKind is JsonValueKind.Object && output.TryGetProperty("raw_message", out var message))
            output = message;
        return output.ValueKind is JsonValueKind.String ? ParseLoosely(output.GetString()!) : output;
    }

    private static string? ChoiceText(JsonElement choices)
    {
        if (choices.ValueKind is not JsonValueKind.Array || choices.GetArrayLength() == 0
            || choices[0] is not { ValueKind: JsonValueKind.Object } choice)
        {
            return null;
        }
        // The key is plural and its value a string; newer servers may say message.content as other APIs do.
        if (!choice.TryGetProperty("messages", out var text) && choice.TryGetProperty("message", out text) && text.ValueKind is JsonValueKind.Object)
            text = text.TryGetProperty("content", out var content) ? content : default;
        return text.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : TextOf(text);
    }

    /// <summary>Many models begin with a blank, which is an artefact of their tokens.</summary>
    private static string TextOf(JsonElement value) =>
        (value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText()).TrimStart(' ');

    /// <summary>The cell may be JSON, a JSON string that holds JSON, or plain text without quotes: the wire type is not documented.</summary>
    private static JsonElement ParseLoosely(string text)
    {
        try
        {
            var root = JsonElement.Parse(text);
            return root.ValueKind is JsonValueKind.String && root.GetString() is ['{', ..] inner ? ParseLoosely(inner) : root;
        }
        catch (JsonException)
        {
            return JsonString(text);
        }
    }

    private static JsonElement JsonString(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static CortexException Unexpected(CompletionForm form, string? queryId) => new(
        CortexErrorKind.UnexpectedResponse,
        $"{form.Model} answered in a form that this version of CortexSharp does not know: a JSON object without choices or structured_output.")
    {
        Model = form.Model,
        QueryId = queryId,
    };
}

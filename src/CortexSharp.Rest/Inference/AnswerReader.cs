using System.Text;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>Reads an answer of either dialect, whole or in pieces: what came decides, not what was asked for.</summary>
/// <param name="form">What was asked for.</param>
/// <param name="requestId">The server's id of the request.</param>
internal sealed class AnswerReader(CompletionForm form, string? requestId)
{
    private readonly StringBuilder _text = new();
    private readonly ToolCallAssembler _tools = new();
    private bool _hasChoice;
    private bool _hasText;
    private bool _hasEnd;
    private TokenUsage? _usage;
    private FinishReason? _finish;
    private string? _model;
    private string? _id;
    private DateTimeOffset? _created;
    private JsonElement? _raw;

    /// <summary>Takes a body in one piece.</summary>
    public void ReadWhole(JsonElement body)
    {
        Read(body);
        (_raw, _hasEnd) = (body, true);
    }

    /// <summary>Takes the mark of the end.</summary>
    public void ReadEnd() => _hasEnd = true;

    /// <summary>Takes a piece and gives what is new in it; what is not known is passed over.</summary>
    public List<CompletionUpdate> Read(JsonElement piece)
    {
        List<CompletionUpdate> updates = [];
        _model ??= piece.Text("model");
        _id ??= piece.Text("id");
        if (piece.Member("created") is { ValueKind: JsonValueKind.Number } created && created.TryGetUInt32(out var seconds))
            _created ??= DateTimeOffset.FromUnixTimeSeconds(seconds);
        // Either a running total in every piece or once at the end: the last one counts.
        _usage = TokenUsage.Read(piece.Member("usage")) ?? _usage;
        ReadReason(piece);
        foreach (var choice in piece.Member("choices").Items())
        {
            _hasChoice = true;
            ReadReason(choice);
            // A piece has a delta; a whole answer a message, or the SQL function's messages, which is a text.
            if (choice.Text("messages") is { } text)
                AddText(text, updates);
            ReadMessage(choice.Member("delta"), updates);
            ReadMessage(choice.Member("message"), updates);
        }

        return updates;
    }

    /// <summary>The whole answer.</summary>
    /// <exception cref="CortexException">There is none, or it broke off, or it does not fit the schema.</exception>
    public CompletionResult Finish()
    {
        if (!_hasChoice)
            throw Failed(CortexErrorKind.UnexpectedResponse, $"{form.Model} gave a response without an answer in it.");
        // Neither dialect promises a mark of the end: any of these shows that the server came to it. HTTP's own framing watches over the rest.
        if (!_hasEnd && _finish is null && _usage is null)
        {
            throw Failed(
                CortexErrorKind.Network,
                $"The answer of {form.Model} broke off: the stream ended without a sign of its end. What came before may be billed.");
        }

        var calls = _tools.Calls;
        if (!_hasText && calls.Count == 0)
            throw CompletionReader.NoAnswer(form, requestId);
        var text = _text.ToString();
        var result = form.HasSchema && calls.Count == 0 ? CompletionReader.ReadStructured(text, form) : new CompletionResult(text);
        return result with
        {
            ToolCalls = calls,
            FinishReason = _finish,
            Usage = _usage,
            Model = _model ?? form.Model,
            CreatedAt = _created,
            // The guide says prohibited_content, the specification content_filter; Claude has no reason at all, so that the text is all there is.
            BlockedByGuard = form.HasGuardrails && (_finish?.Value is "content_filter" or "prohibited_content" || text == CompletionReader.GuardText),
            HistoryMode = HistoryMode.Messages,
            Raw = _raw,
            QueryId = requestId ?? _id,
        };
    }

    private void ReadMessage(JsonElement message, List<CompletionUpdate> updates)
    {
        if (message.ValueKind is not JsonValueKind.Object)
            return;
        var content = message.Member("content");
        var list = content.ValueKind is JsonValueKind.Array ? content : message.Member("content_list");
        // Text stands in content and in content_list both, and in some versions in text too: the first that has any is read, never two.
        if (!IsThought(message) && (NonEmpty(content.Text()) ?? NonEmpty(message.Text("text"))) is { } text)
            AddText(text, updates);
        else if (TextOf(list) is { Length: > 0 } listed)
            AddText(listed, updates);
        else if (message.Text("refusal") is { Length: > 0 } refusal)
            AddText(refusal, updates);
        else
            _hasText |= content.ValueKind is JsonValueKind.String;

        // A delta names its tool itself, or in its list, or in both.
        var uses = list.Items().Where(IsToolUse).ToList();
        if (uses.Count == 0 && IsToolUse(message))
            uses.Add(message);
        foreach (var use in uses)
            AddCall(_tools.AddToolUse(use), updates);
        foreach (var call in message.Member("tool_calls").Items())
            AddCall(_tools.AddChat(call), updates);
    }

    private static string TextOf(JsonElement list) =>
        string.Concat(list.Items().Where(static item => !IsThought(item)).Select(static item => item.Text("text") ?? item.Text("content")));

    private static string? NonEmpty(string? text) => text is { Length: > 0 } ? text : null;

    /// <summary>The older shape has no type: it is known by what it holds.</summary>
    private static bool IsToolUse(JsonElement item) =>
        item.Text("type") is "tool_use"
        || item.Member("tool_use_id").ValueKind is JsonValueKind.String
        || item.Member("tool_use").ValueKind is JsonValueKind.Object
        || item.Member("input").ValueKind is not JsonValueKind.Undefined;

    /// <summary>Whether it is what a model thinks before it answers, or a kind of content that is not known, rather than the answer.</summary>
    private static bool IsThought(JsonElement item) => item.Text("type") is { } type && type is not ("text" or "output_text" or "tool_use");

    private void AddText(string text, List<CompletionUpdate> updates)
    {
        _hasText = true;
        // Many models begin with blanks, which are an artefact of their tokens; a CompletionResult has none either.
        if (_text.Length == 0)
            text = text.TrimStart(' ');
        if (text.Length == 0)
            return;
        _text.Append(text);
        updates.Add(new CompletionUpdate(text));
    }

    private static void AddCall(ToolCallDelta? delta, List<CompletionUpdate> updates)
    {
        if (delta is not null)
            updates.Add(new CompletionUpdate("") { ToolCall = delta });
    }

    /// <summary>Stands in the choice or beside the choices.</summary>
    private void ReadReason(JsonElement holder)
    {
        if (holder.Text("finish_reason") is { Length: > 0 } reason)
            _finish = new FinishReason(reason);
    }

    private CortexException Failed(CortexErrorKind kind, string message) => new(kind, message) { Model = form.Model, QueryId = requestId ?? _id };
}

using System.Net;
using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Completion;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Cortex.Usage;

namespace CortexSharp.Local.Server.Inference;

/// <summary>Has the engine's models answer requests.</summary>
/// <param name="cortex">The engine.</param>
/// <param name="time">The clock.</param>
internal sealed class Responder(LocalCortex cortex, TimeProvider time)
{
    // Wide enough for both dialects; each checks its own limit.
    private const int MaxTokens = 131_072;

    /// <summary>Whose model this is, by its name.</summary>
    public static ModelFamily FamilyOf(string model) =>
        model.StartsWith("openai-", StringComparison.OrdinalIgnoreCase) ? ModelFamily.OpenAi
        : model.StartsWith("claude-", StringComparison.OrdinalIgnoreCase) ? ModelFamily.Claude
        : ModelFamily.Open;

    /// <summary>Answers.</summary>
    /// <param name="id">The request's id, under which usage is written down.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <exception cref="InferenceException">There is no answer.</exception>
    public Task<InferenceAnswer> AnswerAsync(string id, InferenceRequest request, CancellationToken cancellationToken) =>
        cortex.AskAsync(id, (catalog, context) => AnswerAsync(id, request, catalog, context, cancellationToken));

    private async Task<InferenceAnswer> AnswerAsync(
        string id, InferenceRequest request, ModelCatalog catalog, CallContext context, CancellationToken cancellationToken)
    {
        var batch = new CompletionBatch(catalog, context, UsageKey.Rest, MaxTokens);
        var (found, unknown) = batch.Model(request.Model);
        var model = found ?? throw InferenceException.Of((int)HttpStatusCode.BadRequest, unknown!);
        var tool = ToolRule.Choose(request);
        // The stricter rules for OpenAI's schemas are those of response formats, not of tools.
        var asked = tool is null ? model : model with { BaseModel = null };
        var schema = tool?.Schema ?? request.Schema;
        var format = schema is null ? null : $$"""{"type":"json","schema":{{schema}}}""";
        var answer = await batch.AskAsync(asked, Prompt(request.Turns), request.Options, format, cancellationToken).ConfigureAwait(false);
        if (answer.Text is not { } text)
        {
            throw answer.Error is { } error
                ? InferenceException.Of(answer.Status, error)
                : new InferenceException(HttpStatusCode.InternalServerError, "the model gave no answer");
        }

        var isBlocked = request.Options.Guardrails && schema is null && text == Guard.Replacement;
        var reason = tool is not null ? "tool_calls"
            : isBlocked ? "content_filter"
            : answer.Usage.Completion >= request.Options.MaxTokens ? "length"
            : "stop";
        return new(id, time.GetUtcNow(), FamilyOf(request.Model), isBlocked ? request.WhenUnsafe ?? text : text, tool?.Name, reason, answer.Usage);
    }

    private static PromptText Prompt(IReadOnlyList<ChatTurn> turns)
    {
        var last = turns.LastOrDefault(t => t.Role == "user").Content ?? "";
        return new(turns.Count == 1 ? last : string.Join('\n', turns.Select(t => $"{t.Role}: {t.Content}")), last, turns);
    }
}

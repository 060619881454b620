using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Inference;

/// <summary>
/// Which endpoint a request goes to, and what is refused because the endpoint would ignore it in silence or answer it with an error.
/// Facts: Snowflake's page "Cortex REST API" and its specification <c>cortex-inference.yaml</c>. The table in words is in docs/rest.md.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>plain text, a conversation</term><description>every model: chat completions</description></item>
/// <item><term>tools, images</term><description>OpenAI, Claude: chat completions; others: refused</description></item>
/// <item><term>response schema</term><description>OpenAI, Claude: chat completions; others: the fallback, as it would be ignored</description></item>
/// <item><term>guardrails</term><description>every model: the fallback, because chat completions know none</description></item>
/// </list>
/// <c>v1/messages</c> is not used: chat completions serve Claude too.
/// </remarks>
internal sealed class InferenceRouting(RestInferenceOptions options, string? configuredRole)
{
    // Where base models are, for a name that is given in full.
    private const string BaseModels = "SNOWFLAKE.MODELS.";

    private const int ChatMaxTokens = 131_072;
    private const int ChatMaxImages = 20;
    private const int ChatMaxImageBytes = 20 << 20;
    private const int CompleteMaxTokens = 16_384;
    private const int CompleteMaxImages = 5;
    private const int CompleteMaxImageBytes = 10 << 20;

    // Models that ignore the temperature.
    private static readonly string[] WithoutTemperature = ["claude-opus-4-7"];

    /// <summary>Chooses the endpoint.</summary>
    /// <exception cref="CortexException">No endpoint carries the request; the message names what it is and what to do.</exception>
    /// <exception cref="ArgumentException">The request is wrong by itself.</exception>
    public InferenceEndpoint Route(CompletionRequest request)
    {
        ConversationRules.Check(request.Messages);
        if (request.ToolChoice is not null && request.Tools.Count == 0)
        {
            throw new ArgumentException(
                $"{nameof(CompletionRequest)}.{nameof(request.ToolChoice)} is set without {nameof(request.Tools)}.", nameof(request));
        }

        var family = FamilyOf(request.Model);
        var hasTools = request.Tools.Count > 0 || Parts<ToolCall>(request).Any();
        if (family is ModelFamily.Other && hasTools)
            throw Refused(request, nameof(request.Tools), "Snowflake offers tools for OpenAI's and Claude's models only; choose one of them");
        if (family is ModelFamily.Other && Parts<ImagePart>(request).Any())
        {
            throw Refused(
                request, nameof(ImagePart),
                "Snowflake takes images over REST for OpenAI's and Claude's models only; choose one of them, or use AI_COMPLETE with a staged file");
        }

        if (IgnoredByChat(request, family) is not { } ignored)
            return Chat(request);
        return options.Fallback switch
        {
            InferenceFallback.InferenceComplete => Complete(request, family, hasTools),
            InferenceFallback.Sql => InferenceEndpoint.Sql,
            _ => throw Refused(
                request, ignored, $"v1/chat/completions ignores it; set {nameof(RestInferenceOptions)}.{nameof(RestInferenceOptions.Fallback)}"),
        };
    }

    /// <summary>Whose model a name means. A tuned model's full name is another's, whatever it is called.</summary>
    public static ModelFamily FamilyOf(string model) => BaseName(model) switch
    {
        var name when name.StartsWith("openai-", StringComparison.OrdinalIgnoreCase) => ModelFamily.OpenAI,
        var name when name.StartsWith("claude-", StringComparison.OrdinalIgnoreCase) => ModelFamily.Claude,
        _ => ModelFamily.Other,
    };

    private static string BaseName(string model) =>
        (model.StartsWith(BaseModels, StringComparison.OrdinalIgnoreCase) ? model[BaseModels.Length..] : model).Trim('"');

    /// <summary>What chat completions would ignore in silence; null for nothing.</summary>
    private static string? IgnoredByChat(CompletionRequest request, ModelFamily family) => request switch
    {
        { Options.Guardrails: true } => nameof(CompletionOptions.Guardrails),
        { ResponseSchema: not null } when family is ModelFamily.Other => nameof(CompletionRequest.ResponseSchema),
        _ => null,
    };

    private InferenceEndpoint Chat(CompletionRequest request)
    {
        CheckRest(request);
        request.Options?.Check(maxTemperature: 2, maxTokens: ChatMaxTokens);
        CheckImages(request, ChatMaxImages, ChatMaxImageBytes);
        if (request.Options?.Temperature is not null && WithoutTemperature.Contains(BaseName(request.Model), StringComparer.OrdinalIgnoreCase))
            throw Refused(request, nameof(CompletionOptions.Temperature), "this model ignores it; leave it out");
        return InferenceEndpoint.ChatCompletions;
    }

    private InferenceEndpoint Complete(CompletionRequest request, ModelFamily family, bool hasTools)
    {
        CheckRest(request);
        request.Options?.Check(maxTokens: CompleteMaxTokens);
        CheckImages(request, CompleteMaxImages, CompleteMaxImageBytes);
        if (hasTools && family is not ModelFamily.Claude)
        {
            throw Refused(
                request, nameof(request.Tools),
                "they cannot go together with guardrails: inference:complete has tools for Claude only, and v1/chat/completions has no guardrails");
        }

        if (request.ToolChoice == ToolChoice.None)
            throw Refused(request, nameof(request.ToolChoice), "inference:complete knows no 'none'; leave the tools out");
        return InferenceEndpoint.InferenceComplete;
    }

    /// <summary>What no inference endpoint has a place for.</summary>
    private void CheckRest(CompletionRequest request)
    {
        const string AsDefaultRole = "REST inference runs as the user's default role";
        if (request.HistoryMode is { } mode and not HistoryMode.Messages)
            throw Refused(request, $"{nameof(HistoryMode)}.{mode}", "REST sends the turns as they are");
        if (configuredRole is not null && !options.IgnoreRole)
        {
            throw Refused(
                request, $"the configured role {configuredRole}",
                $"{AsDefaultRole}; leave it out, make it the user's default, or set {nameof(RestInferenceOptions)}.{nameof(options.IgnoreRole)}");
        }

        if (request.Execution is not { } execution)
            return;
        if (execution.Timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(request), $"{nameof(SqlExecutionOptions)}.{nameof(execution.Timeout)} is {execution.Timeout}; it must be positive.");
        }

        Refuse(execution.Role, nameof(execution.Role), $"{AsDefaultRole}; leave it out");
        Refuse(execution.Warehouse, nameof(execution.Warehouse), "REST inference needs no warehouse; leave it out");
        Refuse(execution.QueryTag, nameof(execution.QueryTag), "REST inference is no query; leave it out, or ask by SQL");
        Refuse(
            execution.RequestId, nameof(execution.RequestId),
            "REST inference knows no ids of the caller's, so a repeat cannot be told from a new question");
        Refuse(execution.Database, nameof(execution.Database), "name a tuned model in full instead");
        Refuse(execution.Schema, nameof(execution.Schema), "name a tuned model in full instead");

        void Refuse(object? value, string property, string why)
        {
            if (value is not null)
                throw Refused(request, $"{nameof(SqlExecutionOptions)}.{property}", why);
        }
    }

    private static void CheckImages(CompletionRequest request, int maxCount, int maxBytes)
    {
        var images = Parts<ImagePart>(request).ToList();
        if (images.Count > maxCount)
            throw Refused(request, $"{images.Count} images", $"the endpoint takes at most {maxCount} in a conversation");
        // In base 64 four characters stand for three bytes.
        if (images.Sum(static image => (image.Data.Length + 2L) / 3 * 4) is var size && size > maxBytes)
            throw Refused(request, $"images of {size} bytes in base 64", $"the endpoint takes at most {maxBytes} bytes in a request");
    }

    private static IEnumerable<T> Parts<T>(CompletionRequest request) => request.Messages.SelectMany(static message => message.Parts).OfType<T>();

    private static CortexException Refused(CompletionRequest request, string what, string why) =>
        new(CortexErrorKind.NotSupported, $"{what} cannot be honoured for {request.Model}: {why}.") { Model = request.Model };
}

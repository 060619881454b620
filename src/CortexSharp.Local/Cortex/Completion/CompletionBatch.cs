using System.Collections.Concurrent;
using CortexSharp.Local.Cortex.Answering;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>Answers the rows of one call. Models, options and schemas mostly repeat from row to row and are looked up and read once.</summary>
/// <param name="catalog">The models.</param>
/// <param name="context">The statement.</param>
/// <param name="function">The function's name, as the usage views show it.</param>
/// <param name="maxTokensLimit">The largest <c>max_tokens</c> that the function takes.</param>
internal sealed class CompletionBatch(ModelCatalog catalog, CallContext context, string function, int maxTokensLimit)
{
    private readonly ConcurrentDictionary<string, Parsed<CallableModel>> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Parsed<CompletionOptions>> _options = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Json, bool Strict), Parsed<ResponseSchema>> _schemas = new();

    /// <summary>The model of this name.</summary>
    /// <param name="name">The name as the statement gives it.</param>
    public Parsed<CallableModel> Model(string name) => _models.GetOrAdd(name, static (name, batch) => batch.FindModel(name), this);

    /// <summary>The options; the default ones when there are none.</summary>
    /// <param name="json">The options object.</param>
    public Parsed<CompletionOptions> Options(string? json) => json is null
        ? CompletionOptions.Default
        : _options.GetOrAdd(json, static (json, limit) => CompletionOptions.Parse(json, limit), maxTokensLimit);

    /// <summary>Asks a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">What is asked.</param>
    /// <param name="options">The options.</param>
    /// <param name="responseFormat">The response format as JSON; null for plain text.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async ValueTask<Answer> AskAsync(
        CallableModel model, PromptText prompt, CompletionOptions options, string? responseFormat, CancellationToken cancellationToken)
    {
        ResponseSchema? schema = null;
        if (responseFormat is not null)
        {
            var parsed = _schemas.GetOrAdd((responseFormat, model.IsOpenAi), static key => ResponseSchema.Parse(key.Json, key.Strict));
            if (parsed.Error is not null)
                return Answer.Failed(parsed.Error);
            schema = parsed.Value;
        }

        if (TokenLimit.IsExceeded(prompt.Whole, model.ContextWindow))
            return Answer.Failed($"max tokens of {model.ContextWindow} exceeded");

        var reply = await model.Model.AnswerAsync(new(model.Name, prompt, options, schema, context), cancellationToken).ConfigureAwait(false);
        if (reply.Text is not { } text)
            return reply.Error is null ? Answer.Null : Answer.Failed(reply.Error, reply.Status);
        var usage = Count(prompt, schema, reply, options);
        context.Usage.Add(function, model.UsageName, model.PricedAs, usage.Prompt + (usage.Guardrail ?? 0), usage.Completion);
        if (options.Guardrails && schema is null && !Guard.Passes(text))
            text = Guard.Replacement;
        return new Answer(model.Name, text, schema is not null, usage, null, 0);
    }

    // The guard reads what the model wrote, so that is what it costs (Snowflake's page on the cost of AI functions).
    private static TokenUsage Count(PromptText prompt, ResponseSchema? schema, Reply reply, CompletionOptions options)
    {
        var completion = reply.CompletionTokens ?? TokenCounter.Count(reply.Text);
        return new TokenUsage(
            reply.PromptTokens ?? TokenCounter.Count(prompt.Whole) + (schema?.Tokens ?? 0), completion, options.Guardrails ? completion : null);
    }

    private Parsed<CallableModel> FindModel(string name)
    {
        try
        {
            return catalog.Find(name, context);
        }
        catch (InvalidDataException e)
        {
            return Parsed<CallableModel>.Failed($"internal error: {e.Message}");
        }
    }
}

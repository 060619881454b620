using System.Collections.Concurrent;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Completion;

/// <summary>Answers the rows of one call. Models, options and schemas mostly repeat from row to row and are looked up and read once.</summary>
/// <param name="catalog">The models.</param>
/// <param name="context">The statement.</param>
/// <param name="maxTokensLimit">The largest <c>max_tokens</c> that the function takes.</param>
internal sealed class CompletionBatch(ModelCatalog catalog, CallContext context, int maxTokensLimit)
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
    /// <param name="withUsage">Whether the tokens are to be counted.</param>
    public Answer Ask(CallableModel model, PromptText prompt, CompletionOptions options, string? responseFormat, bool withUsage)
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

        var question = model.IsTuned ? prompt.LastTurn : prompt.Whole;
        string text;
        try
        {
            text = schema is null ? model.Model.Complete(question) : SchemaAnswer.Create(schema.Schema, question, model.Model);
        }
        catch (ArgumentException e) when (schema is not null)
        {
            // A schema may be well-formed and still have no answer, as one that contains itself without end.
            return Answer.Failed($"input schema validation error: {e.Message}");
        }

        if (schema is not null && TokenLimit.IsExceeded(text, options.MaxTokens))
            return Answer.Failed(CutOff, status: 422);
        text = TokenLimit.Cut(text, options.MaxTokens);

        var usage = withUsage ? Count(prompt, schema, text, options) : default;
        if (options.Guardrails && schema is null && !Guard.Passes(text))
            text = Guard.Replacement;
        return new Answer(model.Name, text, schema is not null, usage, null, 0);
    }

    // Snowflake's words (page AI_COMPLETE structured outputs, section on error conditions).
    private const string CutOff = "json mode output validation error: An error occurred while unmarshalling the model output. "
        + "Model returned invalid JSON that cannot be parsed due to: unexpected end of JSON input";

    // The guard reads what the model wrote, so that is what it costs (Snowflake's page on the cost of AI functions).
    private static TokenUsage Count(PromptText prompt, ResponseSchema? schema, string text, CompletionOptions options)
    {
        var completion = TokenCounter.Count(text);
        return new TokenUsage(TokenCounter.Count(prompt.Whole) + (schema?.Tokens ?? 0), completion, options.Guardrails ? completion : null);
    }

    private Parsed<CallableModel> FindModel(string name)
    {
        try
        {
            return catalog.Find(name, context) is { } model ? model : Parsed<CallableModel>.Failed($"unknown model \"{name}\"");
        }
        catch (InvalidDataException e)
        {
            return Parsed<CallableModel>.Failed($"internal error: {e.Message}");
        }
    }
}

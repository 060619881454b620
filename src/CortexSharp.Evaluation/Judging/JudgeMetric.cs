using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Judging;

/// <summary>
/// A model rates answers by rubrics. A judge that refuses, cannot take the case or does not keep to the form, asked twice, gives no verdict, which is
/// not a low rating: the answer then does not count. A failed answer is not judged.
/// </summary>
/// <remarks>
/// Question, references and answer are fenced as data. Treat a judge as a measuring instrument: check it by <see cref="Agreement"/> with people.
/// </remarks>
public sealed class JudgeMetric : IModelMetric
{
    private readonly JudgeOptions _options;
    private readonly JudgePrompt _prompt;
    private readonly JudgeConversation _conversation;

    /// <summary>Judges by a model.</summary>
    /// <param name="model">The judge.</param>
    /// <param name="options">What to rate and how to ask; factuality and helpfulness when left out.</param>
    /// <param name="name">What the metric is called; its measures are called as the dimensions.</param>
    /// <param name="timeProvider">The clock of the waits for a judge that has too many requests; default: the system's.</param>
    /// <exception cref="ArgumentException">
    /// There is no dimension, or one that cannot be: a name twice or not fit for JSON, an empty scale. Or the judge does not know an option.
    /// </exception>
    public JudgeMetric(IJudgeModel model, JudgeOptions? options = null, string name = "judge", TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _options = options ?? new JudgeOptions();
        var ofDimensions = JudgeSchema.Of(_options.Dimensions);
        var schema = _options.Schema ?? ofDimensions;
        _conversation = new JudgeConversation(model, schema, _options, timeProvider);
        Model = model.Name;
        Name = name;
        Measures = [.. _options.Dimensions.Select((dimension, i) => Measure.Mean(dimension.Name, 2 * i, (2 * i) + 1) with
        {
            Lowest = dimension.Lowest,
            Highest = dimension.Highest,
        })];
        _prompt = new JudgePrompt(
            _options,
            ["answer"],
            dimension => $"{dimension.Name}, a whole number from {dimension.Lowest} to {dimension.Highest}",
            "Answer with one JSON object by the schema: first the reason in one or two sentences, then the ratings.");
        PromptHash = _prompt.HashWith(schema);
        Signature = _prompt.SignatureOf(name, Model, PromptHash);
    }

    /// <summary>The judge's name.</summary>
    public string Model { get; }

    /// <summary>Tells this prompt with its rubrics and schema from others; it does not depend on the case.</summary>
    public string PromptHash { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Signature { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public int Width => 2 * Measures.Count;

    /// <inheritdoc/>
    public bool NeedsReferences => false;

    /// <inheritdoc/>
    /// <exception cref="CortexException">
    /// The judge could not be asked, for a reason that is not the case's: no such model, no right, no connection. Ask again later.
    /// </exception>
    public async ValueTask<MetricScore> ScoreAsync(
        EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Text is not { } text)
            return MetricScore.None(this) with { Reason = "no verdict: there is no answer" };

        var (instructions, question) = _prompt.Of(evaluationCase, text);
        var (verdict, noVerdict, usage) = await _conversation.AskAsync(instructions, question, Read, cancellationToken).ConfigureAwait(false);
        return (verdict ?? MetricScore.None(this) with { Reason = noVerdict }) with { Usage = usage };
    }

    /// <summary>The ratings, if all of them are there and within their scales.</summary>
    private MetricScore? Read(JsonElement json)
    {
        var values = ImmutableArray.CreateBuilder<double>();
        foreach (var dimension in _options.Dimensions)
        {
            if (!json.TryGetProperty(dimension.Name, out var rating) || rating.ValueKind is not JsonValueKind.Number
                || !rating.TryGetInt32(out var value) || value < dimension.Lowest || value > dimension.Highest)
            {
                return null;
            }

            values.Add(value);
        }

        var reason = json.TryGetProperty(JudgeSchema.Reason, out var said) && said.ValueKind is JsonValueKind.String ? said.GetString() : null;
        return new MetricScore(values.ToImmutable(), [.. values.SelectMany(value => (double[])[value, 1])]) { Reason = reason };
    }
}

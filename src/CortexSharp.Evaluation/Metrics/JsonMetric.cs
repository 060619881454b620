using System.Collections.Immutable;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Json;

namespace CortexSharp.Evaluation.Metrics;

/// <summary>
/// How well answers are the JSON asked for, 0 to 1: <c>json_valid</c> (the whole text is JSON), <c>json_fits_schema</c> if there is a schema, and
/// <c>json_fields</c>, the share of the reference's fields that the answer has with equal values, if references count.
/// </summary>
/// <remarks>
/// A field is a leaf, named by its path through objects and lists; empty ones are leaves too. Numbers are equal by value, texts by ordinal; the order
/// of properties does not count, that of lists does. Fields that only the answer has count as wrong: the share is of all fields of both. Of several
/// references the best counts.
/// </remarks>
public sealed class JsonMetric : ICaseCheckingMetric
{
    private readonly ResponseSchema? _schema;

    /// <summary>Says what to look at.</summary>
    /// <param name="schema">The schema that answers must fit; none when left out.</param>
    /// <param name="compareFields">Whether answers are compared with references, which must be JSON.</param>
    /// <param name="name">What the metric is called; its measures begin with it.</param>
    public JsonMetric(ResponseSchema? schema = null, bool compareFields = true, string name = "json")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _schema = schema;
        Name = name;
        NeedsReferences = compareFields;
        Signature = $"{name}|schema:{schema?.ToString() ?? "none"}|fields:{(compareFields ? "compared" : "ignored")}";
        List<string> measures = ["valid"];
        if (schema is not null)
            measures.Add("fits_schema");
        if (compareFields)
            measures.Add("fields");
        Measures =
        [
            .. measures.Select((measure, i) =>
                Measure.Mean($"{name}_{measure}", i, measures.Count) with { IsRightOrWrong = measure is not "fields" }),
        ];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Signature { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public int Width => Measures.Count + 1;

    /// <inheritdoc/>
    public bool NeedsReferences { get; }

    /// <inheritdoc/>
    /// <exception cref="EvaluationDataException">A reference is no JSON.</exception>
    public ValueTask<MetricScore> ScoreAsync(EvaluationCase evaluationCase, EvaluationAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(answer);
        var json = answer.Text is { } text ? ModelJson.Parse(text) : null;
        var values = ImmutableArray.CreateBuilder<double>(Width);
        values.Add(json is null ? 0 : 1);
        if (_schema is not null)
            values.Add(json is { } value && JsonSchemaCheck.FirstMismatch(value, _schema.Schema) is null ? 1 : 0);
        if (NeedsReferences)
            values.Add(evaluationCase.References.Max(reference => Agreement(json, reference, evaluationCase)));
        return ValueTask.FromResult(new MetricScore([.. values], [.. values, 1]));
    }

    /// <inheritdoc/>
    public void Check(EvaluationCase evaluationCase)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        if (!NeedsReferences)
            return;
        foreach (var reference in evaluationCase.References)
            Expected(reference, evaluationCase);
    }

    private double Agreement(JsonElement? json, string reference, EvaluationCase evaluationCase)
    {
        var expected = Expected(reference, evaluationCase);
        return json is { } value ? JsonFieldsEqual.Share(value, expected) : 0;
    }

    private JsonElement Expected(string reference, EvaluationCase evaluationCase) => ModelJson.Parse(reference)
        ?? throw new EvaluationDataException(
            $"The reference of the case '{evaluationCase.Key}' is no JSON, but the metric '{Name}' compares fields.");
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;

namespace CortexSharp.Evaluation.Judging;

/// <summary>What a judge is told about a case, its texts fenced as data, and what tells that prompt from others.</summary>
/// <param name="options">Instructions, rubrics, and whether references are shown.</param>
/// <param name="answers">What the answers are called, one or more.</param>
/// <param name="rubric">How a dimension is put.</param>
/// <param name="task">How to answer.</param>
internal sealed class JudgePrompt(JudgeOptions options, string[] answers, Func<JudgeDimension, string> rubric, string task)
{
    /// <summary>Instructions and question about one case.</summary>
    public (string Instructions, string Question) Of(EvaluationCase evaluationCase, params string[] texts) =>
        Of(evaluationCase, texts, new Fence([evaluationCase.Prompt, .. texts, .. evaluationCase.References]));

    /// <summary>Tells this prompt, rubrics and schema included, from others; it does not depend on the case.</summary>
    public string HashWith(ResponseSchema schema)
    {
        var (instructions, question) = Of(new EvaluationCase("-", "", ""), Array.ConvertAll(answers, _ => ""), new Fence(""));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{instructions}\n{question}\n{schema}")).AsSpan(0, 8));
    }

    /// <summary>What verdicts depend on: the judge, the hash of its prompt and its options.</summary>
    public string SignatureOf(string name, string model, string hash) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}|model:{model}|prompt:{hash}|temperature:{options.Completion.Temperature}|top_p:{options.Completion.TopP}"
        + $"|max_tokens:{options.Completion.MaxTokens}{(options.Completion.Guardrails is { } guardrails ? $"|guardrails:{guardrails}" : "")}");

    private (string Instructions, string Question) Of(EvaluationCase evaluationCase, string[] texts, Fence fence)
    {
        IEnumerable<string> parts =
        [
            fence.Around("question", evaluationCase.Prompt),
            .. options.ShowReferences ? evaluationCase.References.Select(reference => fence.Around("reference", reference)) : [],
            .. answers.Zip(texts, fence.Around),
            .. options.Dimensions.Select(dimension => $"{rubric(dimension)}:\n{dimension.Rubric}"),
            task,
        ];
        return ($"{options.Instructions}\n\n{fence.Rule}", string.Join("\n\n", parts));
    }
}

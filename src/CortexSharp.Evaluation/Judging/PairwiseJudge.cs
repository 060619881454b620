using System.Text.Json;
using System.Text.Json.Nodes;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Evaluation.Running;

namespace CortexSharp.Evaluation.Judging;

/// <summary>
/// A model says which of two answers is better. It is asked twice, each answer being the first once, because models prefer a place; and it never
/// learns which model an answer is of.
/// </summary>
public sealed class PairwiseJudge
{
    private const string Better = "better";

    private static readonly ResponseSchema Schema = JudgeSchema.Of(new Dictionary<string, JsonObject>
    {
        [Better] = new() { ["type"] = "string", ["enum"] = new JsonArray("A", "B", "tie") },
    });

    private readonly JudgePrompt _prompt;
    private readonly JudgeConversation _conversation;

    /// <summary>Judges by a model.</summary>
    /// <param name="model">The judge.</param>
    /// <param name="options">
    /// What to look at (the rubrics of the dimensions, without their scales) and how to ask; its schema is not used. Factuality and helpfulness when
    /// left out.
    /// </param>
    /// <param name="timeProvider">The clock of the waits for a judge that has too many requests; default: the system's.</param>
    /// <exception cref="ArgumentException">The judge does not know an option.</exception>
    public PairwiseJudge(IJudgeModel model, JudgeOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new JudgeOptions
        {
            Instructions = "You are a fair and strict judge of two answers that language models gave. "
                + "Say which is better on the whole, by all rubrics.",
        };
        _conversation = new JudgeConversation(model, Schema, options, timeProvider);
        _prompt = new JudgePrompt(
            options,
            ["answer-A", "answer-B"],
            dimension => dimension.Name,
            "Answer with one JSON object by the schema: first the reason in one or two sentences, then the better answer, A, B or tie.");
        Model = model.Name;
        PromptHash = _prompt.HashWith(Schema);
        Signature = _prompt.SignatureOf("pairwise", Model, PromptHash);
    }

    /// <summary>The judge's name.</summary>
    public string Model { get; }

    /// <summary>Tells this prompt with its rubrics and schema from others; it does not depend on the case.</summary>
    public string PromptHash { get; }

    /// <summary>Judge, hash of the prompt and options, as a <see cref="JudgeMetric"/> has them; each verdict has it.</summary>
    public string Signature { get; }

    /// <summary>Judges two answers to one case.</summary>
    /// <param name="evaluationCase">The case.</param>
    /// <param name="first">One answer.</param>
    /// <param name="second">Another answer.</param>
    /// <param name="cancellationToken">Cancels the judging.</param>
    /// <exception cref="CortexException">
    /// The judge could not be asked, for a reason that is not the case's: no such model, no right, no connection. Ask again later.
    /// </exception>
    public async Task<PairwiseVerdict> JudgeAsync(
        EvaluationCase evaluationCase, EvaluationAnswer first, EvaluationAnswer second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evaluationCase);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Text is not { } one || second.Text is not { } other)
            return Unanswered();

        var forward = await AskAsync(evaluationCase, one, other, cancellationToken).ConfigureAwait(false);
        var backward = await AskAsync(evaluationCase, other, one, cancellationToken).ConfigureAwait(false);
        var usage = forward.Usage is null || backward.Usage is null ? forward.Usage ?? backward.Usage : forward.Usage + backward.Usage;
        var (outcome, isConsistent) = (forward.Better, backward.Better) switch
        {
            (null, _) or (_, null) => (PairwiseOutcome.NoVerdict, false),
            ("A", "B") => (PairwiseOutcome.First, true),
            ("B", "A") => (PairwiseOutcome.Second, true),
            var (there, back) => (PairwiseOutcome.Tie, there is "tie" && back is "tie"),
        };
        return new PairwiseVerdict(outcome, isConsistent, [forward.Reason, backward.Reason], usage) { Judge = Signature };
    }

    /// <summary>Judges two runs, case by case; <see cref="PairwiseComparison.Of"/> adds the verdicts up.</summary>
    /// <remarks>
    /// Each case is asked about twice and paid for, so keep the verdicts as they come: when one call fails, those that are on their way still come
    /// before the error. Of runs that are stored <see cref="Storage.IEvaluationStore.JudgeAsync"/> keeps them.
    /// </remarks>
    /// <param name="cases">The cases with both answers, as <see cref="Storage.IEvaluationStore.ReadCasesAsync"/> reads them.</param>
    /// <param name="concurrency">How many cases to judge at once; at least 1.</param>
    /// <param name="cancellationToken">Cancels the judging.</param>
    /// <returns>The verdicts as they come, in any order; none where an answer is missing.</returns>
    /// <exception cref="CortexException">The judge could not be asked, for a reason that is not the case's.</exception>
    public IAsyncEnumerable<JudgedPair> JudgeAsync(
        IAsyncEnumerable<CaseAnswers> cases, int concurrency = 8, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        return cases.SelectConcurrently(
            concurrency, async (item, _, token) => new JudgedPair(item.Case.Key, await JudgeAsync(item, token).ConfigureAwait(false)),
            cancellationToken);
    }

    private Task<PairwiseVerdict> JudgeAsync(CaseAnswers item, CancellationToken cancellationToken) =>
        item is { Baseline: { } baseline, System: { } system }
            ? JudgeAsync(item.Case, baseline, system, cancellationToken)
            : Task.FromResult(Unanswered());

    /// <summary>What there is to say where an answer is missing; nobody is asked.</summary>
    internal PairwiseVerdict Unanswered() => new(PairwiseOutcome.NoVerdict, false, ["no verdict: an answer is missing"], null) { Judge = Signature };

    private async Task<(string? Better, string Reason, TokenUsage? Usage)> AskAsync(
        EvaluationCase evaluationCase, string a, string b, CancellationToken cancellationToken)
    {
        var (instructions, question) = _prompt.Of(evaluationCase, a, b);
        var (verdict, noVerdict, usage) = await _conversation.AskAsync(instructions, question, Read, cancellationToken).ConfigureAwait(false);
        return (verdict?.Better, verdict?.Reason ?? noVerdict ?? "", usage);
    }

    private static Verdict? Read(JsonElement json)
    {
        if (!json.TryGetProperty(Better, out var better) || better.ValueKind is not JsonValueKind.String
            || better.GetString() is not ("A" or "B" or "tie"))
        {
            return null;
        }

        var reason = json.TryGetProperty(JudgeSchema.Reason, out var said) && said.ValueKind is JsonValueKind.String ? said.GetString()! : "";
        return new Verdict(better.GetString()!, reason);
    }

    private sealed record Verdict(string Better, string Reason);
}

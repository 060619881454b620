using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>Where evaluations are kept; every table is made on demand. Several evaluations share them.</summary>
public sealed record EvaluationTables
{
    /// <summary>
    /// One row for each model of an evaluation: RUN, EVALUATION, USE_CASE, MODEL, STATUS, CASES, FINGERPRINT, SETTINGS_SHA2, PROMPT_TEMPLATE_SHA2,
    /// OPTIONS, METRICS, SLICE_SIZE, LIBRARY_VERSION, HOLDER, CREATED_AT, FINISHED_AT.
    /// </summary>
    /// <value>Default: <c>EVALUATION_RUNS</c> in the current schema.</value>
    public SqlIdentifier Runs { get; init; } = new("EVALUATION_RUNS");

    /// <summary>The cases as they were when the evaluation began: EVALUATION, KEY, PROMPT, REFERENCE (an array of texts), TAGS (an object).</summary>
    /// <value>Default: <c>EVALUATION_CASES</c> in the current schema.</value>
    public SqlIdentifier Cases { get; init; } = new("EVALUATION_CASES");

    /// <summary>
    /// The journal of what was sent: RUN, SLICE, FIRST_KEY, LAST_KEY, CASES, STATUS (<c>open</c>, <c>sent</c>, <c>answered</c>), REQUEST_ID,
    /// QUERY_ID, SENT_AT, REPEATS (how often cases were asked again for errors that may pass), SCORED (the signatures of the metrics that scored all
    /// of it), ERRORS, PROMPT_TOKENS, COMPLETION_TOKENS, GUARDRAIL_TOKENS, SCORING_TOKENS (what judges used up, by metric).
    /// </summary>
    /// <value>Default: <c>EVALUATION_SLICES</c> in the current schema.</value>
    public SqlIdentifier Slices { get; init; } = new("EVALUATION_SLICES");

    /// <summary>
    /// The raw answers: RUN, KEY, PROMPT_SHA2, ANSWER, ERROR, RAW, PROMPT_TOKENS, COMPLETION_TOKENS, CREATED_AT; the same columns as the destination
    /// of <see cref="Completions.TableCompletionRequest"/>.
    /// </summary>
    /// <value>Default: <c>EVALUATION_ANSWERS</c> in the current schema.</value>
    public SqlIdentifier Answers { get; init; } = new("EVALUATION_ANSWERS");

    /// <summary>
    /// The scores, one row for each answer: RUN, KEY, SCORES, an object of the metrics by name. Each metric has <c>signature</c>, <c>values</c> and
    /// <c>statistics</c>, and where a judge gave them <c>reason</c> and <c>usage</c>; so <c>SCORES:exact_match.values[0]</c> is a number to select.
    /// </summary>
    /// <value>Default: <c>EVALUATION_SCORES</c> in the current schema.</value>
    public SqlIdentifier Scores { get; init; } = new("EVALUATION_SCORES");

    /// <summary>
    /// What judges say of two runs' answers, one row for each case and judge: BASELINE and SYSTEM (the runs), JUDGE (its signature), KEY, OUTCOME
    /// (<c>baseline</c>, <c>system</c>, <c>tie</c>, <c>no_verdict</c>), CONSISTENT, REASONS, USAGE, CREATED_AT. Made by
    /// <see cref="IEvaluationStore.JudgeAsync"/>.
    /// </summary>
    /// <value>Default: <c>EVALUATION_VERDICTS</c> in the current schema.</value>
    public SqlIdentifier Verdicts { get; init; } = new("EVALUATION_VERDICTS");
}

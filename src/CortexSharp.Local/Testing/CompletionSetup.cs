using CortexSharp.Local.Cortex.Answering;

namespace CortexSharp.Local.Testing;

/// <summary>A rule for rows of completions, to be finished by what comes of them.</summary>
public sealed class CompletionSetup : RuleSetup<CompletionSetup>
{
    private readonly RuleSet<CompletionCall, CompletionAction> _rules;
    private readonly Func<CompletionCall, bool> _condition;

    internal CompletionSetup(RuleSet<CompletionCall, CompletionAction> rules, Func<CompletionCall, bool> condition)
    {
        _rules = rules;
        _condition = condition;
    }

    /// <summary>The answer is a text, of several each in its turn, the last for ever.</summary>
    /// <param name="answers">
    /// The answers; null is an answer of <c>NULL</c>. With a response schema, an answer that is no JSON object is the error that Snowflake reports.
    /// </param>
    /// <exception cref="ArgumentException">There is no answer.</exception>
    public TestRule Answer(params string?[] answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        if (answers.Length == 0)
            throw new ArgumentException("A rule needs at least one answer.", nameof(answers));
        string?[] inTurn = [.. answers];
        return Add((_, turn, _) => new(new Reply(inTurn[Math.Min(turn, inTurn.Length - 1)])));
    }

    /// <summary>The answer is computed.</summary>
    /// <param name="answer">Gives the text, or null for <c>NULL</c>; called on many threads at once. What it throws becomes the row's error.</param>
    public TestRule Answer(Func<CompletionCall, string?> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Answer((call, _) => new(answer(call)));
    }

    /// <summary>The answer is computed, and may take its time.</summary>
    /// <param name="answer">Gives the text, or null for <c>NULL</c>; called on many threads at once. What it throws becomes the row's error.</param>
    public TestRule Answer(Func<CompletionCall, CancellationToken, ValueTask<string?>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add(async (call, _, cancellationToken) => new Reply(await answer(call, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>The row is <c>NULL</c> and nobody says why.</summary>
    public TestRule AnswerNull() => Answer([null]);

    /// <summary>
    /// The row fails: <c>NULL</c> in <c>AI_COMPLETE</c>, or the error beside it with <c>return_error_details</c>; the end of the statement in legacy
    /// <c>COMPLETE</c>.
    /// </summary>
    /// <param name="error">The reason that the service gives.</param>
    /// <param name="status">The HTTP status that goes with it, 400 to 599.</param>
    public TestRule Fail(string error, int status = 400)
    {
        ArgumentException.ThrowIfNullOrEmpty(error);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return Always(Reply.Failed(error, status));
    }

    /// <summary>The row fails because there are too many of them.</summary>
    public TestRule Throttle() => Always(ModelFailure.Throttled);

    /// <summary>The model itself answers: for a delay alone, or to count.</summary>
    public TestRule Proceed() => Always(null);

    private TestRule Always(Reply? reply) => Add((_, _, _) => new(reply));

    private TestRule Add(CompletionAction action) => _rules.Add(_condition, Limits, action);
}

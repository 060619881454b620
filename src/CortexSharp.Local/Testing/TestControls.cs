using System.Text.RegularExpressions;

namespace CortexSharp.Local.Testing;

/// <summary>
/// What a test makes the offline Cortex do: scripted answers, delays, throttling, failing rows, lost connections, crashes. Give it to
/// <see cref="LocalCortexOptions.Controls"/> and change it at any time, from any thread.
/// </summary>
/// <remarks>
/// A rule is written as a sentence: <c>controls.OnCompletion("money back").Once().Throttle()</c>. Of several rules that match, the one set
/// last counts; one that is used up (<see cref="RuleSetup{TSelf}.Times"/>) lets the older ones have their turn, and what no rule
/// catches goes its usual way. Each rule counts how often it fired. Several instances may share one object, as several processes one file.
/// </remarks>
public sealed class TestControls
{
    private readonly RuleSet<CompletionCall, CompletionAction> _completions = new();
    private readonly RuleSet<StatementCall, StatementAction> _statements = new();
    private readonly RuleSet<CrashPoint, bool> _crashes = new();

    internal RuleSet<CompletionCall, CompletionAction> Completions => _completions;

    internal RuleSet<StatementCall, StatementAction> Statements => _statements;

    /// <summary>Rules, with the value whether the whole process is to be killed.</summary>
    internal RuleSet<CrashPoint, bool> Crashes => _crashes;

    /// <summary>Begins a rule for rows of <c>AI_COMPLETE</c>, <c>COMPLETE</c> and <c>TRY_COMPLETE</c>.</summary>
    /// <param name="prompt">What the prompt must contain, case-sensitively; default: any prompt.</param>
    /// <param name="model">The model's name as the statement writes it, in any case; default: any model. The model must exist.</param>
    public CompletionSetup OnCompletion(string prompt = "", string? model = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return OnCompletion(call => call.Prompt.Contains(prompt, StringComparison.Ordinal) && Is(call, model));
    }

    /// <summary>Begins a rule for rows of completions whose prompt matches an expression.</summary>
    /// <param name="prompt">The expression. It is run without backtracking, so that no prompt can make it hang.</param>
    /// <param name="model">The model's name as the statement writes it, in any case; default: any model. The model must exist.</param>
    /// <exception cref="NotSupportedException">The expression needs backtracking: it looks around or refers back.</exception>
    public CompletionSetup OnCompletion(Regex prompt, string? model = null)
    {
        var expression = Linear(prompt);
        return OnCompletion(call => expression.IsMatch(call.Prompt) && Is(call, model));
    }

    /// <summary>Begins a rule for rows of completions that fulfil a condition.</summary>
    /// <param name="condition">The condition; called on many threads at once.</param>
    public CompletionSetup OnCompletion(Func<CompletionCall, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(_completions, condition);
    }

    /// <summary>Begins a rule for whole statements.</summary>
    /// <param name="text">What the SQL text must contain, in any case; default: any statement.</param>
    public StatementSetup OnStatement(string text = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        return OnStatement(call => call.Text.Contains(text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Begins a rule for statements whose SQL text matches an expression.</summary>
    /// <param name="text">The expression. It is run without backtracking, so that no text can make it hang.</param>
    /// <exception cref="NotSupportedException">The expression needs backtracking: it looks around or refers back.</exception>
    public StatementSetup OnStatement(Regex text)
    {
        var expression = Linear(text);
        return OnStatement(call => expression.IsMatch(call.Text));
    }

    /// <summary>Begins a rule for statements that fulfil a condition.</summary>
    /// <param name="condition">The condition; called on many threads at once.</param>
    public StatementSetup OnStatement(Func<StatementCall, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new(_statements, condition);
    }

    /// <summary>
    /// Lets the offline Cortex die when it comes to a point, once. It then behaves as a process that was killed: nothing is committed or
    /// released any more, running and later statements fail with <see cref="CortexErrorKind.Network"/>, and jobs are taken up when their
    /// lease ends by a new <see cref="LocalCortex"/> on the same file.
    /// </summary>
    /// <param name="point">Where.</param>
    /// <param name="skip">How often the point is passed unharmed before; not negative.</param>
    /// <param name="killProcess">Whether to really kill this process, at once and without clean-up; for tests with child processes.</param>
    public TestRule CrashAt(CrashPoint point, int skip = 0, bool killProcess = false) =>
        _crashes.Add(passed => passed == point, new RuleLimits { Skip = skip, Times = 1 }, killProcess);

    /// <summary>Removes all rules. What is under way is not touched; an offline Cortex that has crashed stays so.</summary>
    public void Reset()
    {
        _completions.Clear();
        _statements.Clear();
        _crashes.Clear();
    }

    private static bool Is(CompletionCall call, string? model) => model is null || call.Model.Equals(model, StringComparison.OrdinalIgnoreCase);

    private static Regex Linear(Regex expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression.Options.HasFlag(RegexOptions.NonBacktracking)
            ? expression
            : new(expression.ToString(), (expression.Options & ~RegexOptions.Compiled) | RegexOptions.NonBacktracking);
    }
}

using CortexSharp.Sql;

namespace CortexSharp.Local.Testing;

/// <summary>A rule for statements, to be finished by what becomes of them.</summary>
public sealed class StatementSetup : RuleSetup<StatementSetup>
{
    private readonly RuleSet<StatementCall, StatementAction> _rules;
    private readonly Func<StatementCall, bool> _condition;

    internal StatementSetup(RuleSet<StatementCall, StatementAction> rules, Func<StatementCall, bool> condition)
    {
        _rules = rules;
        _condition = condition;
    }

    /// <summary>The connection is lost on the way there: the statement has not run, and its caller cannot know. Sent again, it runs.</summary>
    public TestRule LoseConnectionBefore() => Add(new StatementAction.Refuse(null));

    /// <summary>
    /// The connection is lost on the way back: the statement has run, and its caller cannot know. Sent again with the same
    /// <see cref="SqlExecutionOptions.RequestId"/>, it gives the result of the first time.
    /// </summary>
    public TestRule LoseConnectionAfter() => Add(new StatementAction.Lose(null));

    /// <summary>The connection is lost while rows are read.</summary>
    /// <param name="rows">How many rows come through; not negative. A result with no more than these comes through whole.</param>
    public TestRule LoseConnectionAfterRows(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return Add(new StatementAction.Lose(rows));
    }

    /// <summary>The statement is turned away because there are too many of them (390505). Sent again, it runs.</summary>
    public TestRule Throttle() => Add(new StatementAction.Refuse(new SnowflakeError(390505, null, "Too many requests.")));

    /// <summary>The statement fails; it fails again with the same <see cref="SqlExecutionOptions.RequestId"/>.</summary>
    /// <param name="code">Snowflake's error number, such as 604.</param>
    /// <param name="sqlState">The SQLSTATE, such as <c>57014</c>.</param>
    /// <param name="message">Snowflake's words.</param>
    public TestRule Fail(int code, string sqlState, string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(sqlState);
        ArgumentException.ThrowIfNullOrEmpty(message);
        return Add(new StatementAction.Fail(new SnowflakeError(code, sqlState, message)));
    }

    /// <summary>The statement runs: for a delay alone, or to count.</summary>
    public TestRule Proceed() => Add(new StatementAction.Proceed());

    private TestRule Add(StatementAction action) => _rules.Add(_condition, Limits, action);
}

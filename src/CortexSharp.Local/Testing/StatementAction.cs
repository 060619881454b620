using CortexSharp.Sql;

namespace CortexSharp.Local.Testing;

/// <summary>What a rule does to a statement.</summary>
internal abstract record StatementAction
{
    /// <summary>Nothing; the statement runs.</summary>
    public sealed record Proceed : StatementAction;

    /// <summary>The statement fails on the server and does not run.</summary>
    /// <param name="Error">The error, without the statement's id.</param>
    public sealed record Fail(SnowflakeError Error) : StatementAction;

    /// <summary>The statement never gets to the server.</summary>
    /// <param name="Error">The error; null for a lost connection.</param>
    public sealed record Refuse(SnowflakeError? Error) : StatementAction;

    /// <summary>The statement runs, and its result gets lost.</summary>
    /// <param name="Rows">How many rows come through; null when not even the columns do.</param>
    public sealed record Lose(int? Rows) : StatementAction;
}

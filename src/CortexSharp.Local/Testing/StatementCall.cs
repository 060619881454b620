using CortexSharp.Sql;

namespace CortexSharp.Local.Testing;

/// <summary>A statement that a rule looks at.</summary>
/// <param name="Text">The SQL text, with <c>?</c> for bound values.</param>
/// <param name="Options">How it was to be run.</param>
public sealed record StatementCall(string Text, SqlExecutionOptions Options)
{
    /// <summary>Names the request; not the text, which may hold prompts.</summary>
    public override string ToString() => $"statement {Options.RequestId?.ToString() ?? Options.QueryTag}";
}

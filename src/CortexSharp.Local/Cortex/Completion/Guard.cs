namespace CortexSharp.Local.Cortex.Completion;

/// <summary>Stands in for Cortex Guard: blocks answers that hold one of a few plainly unsafe phrases.</summary>
/// <remarks>It exists so that the blocked path can be rehearsed, not to make anything safe.</remarks>
internal static class Guard
{
    /// <summary>What takes a blocked answer's place (Snowflake's page COMPLETE, section on guardrails).</summary>
    public const string Replacement = "Response filtered by Cortex Guard";

    private static readonly string[] UnsafePhrases =
    [
        "build a bomb", "make a bomb", "build a pipe bomb", "how to kill someone", "kill yourself", "hurt yourself", "make a weapon at home",
        "cook meth", "poison someone",
    ];

    /// <summary>Whether an answer is let through.</summary>
    /// <param name="answer">The answer.</param>
    public static bool Passes(string answer)
    {
        foreach (var phrase in UnsafePhrases)
        {
            if (answer.Contains(phrase, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}

namespace CortexSharp.TrainingData;

/// <summary>What becomes of texts that are too long for one call of <c>AI_REDACT</c>, which answers with 1,024 tokens at most.</summary>
public enum OverLimitPolicy
{
    /// <summary>The step fails before anything is redacted, and so before it costs money.</summary>
    Refuse,

    /// <summary>
    /// They are looked through in overlapping pieces, cut at white space where there is some within fifty characters, and what is found in the
    /// pieces is replaced in the whole text, so that nothing else of it changes. A value that goes on for up to a hundred characters behind a
    /// cut is seen whole. Each piece costs Snowflake's own instructions too, some 400 tokens.
    /// </summary>
    Split,
}

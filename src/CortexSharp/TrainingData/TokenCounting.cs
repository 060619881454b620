namespace CortexSharp.TrainingData;

/// <summary>How it is found out how many tokens a text has.</summary>
/// <remarks>
/// <c>AI_COUNT_TOKENS</c> counts exactly for open models such as Llama, and costs the warehouse's time only (Snowflake's page of that name). A token
/// is at least a byte, so a text of fewer bytes than a limit has tokens is within it, and need not be counted.
/// </remarks>
public enum TokenCounting
{
    /// <summary>Snowflake counts the texts that may be over a limit. Where it cannot count, four characters are reckoned as a token.</summary>
    Auto,

    /// <summary>
    /// Four characters are reckoned as a token, as Snowflake's pages do for English. Other scripts have up to two tokens a character.
    /// </summary>
    Estimate,

    /// <summary>
    /// Snowflake counts; for a model for which it does not, the call fails. An inspection counts every row, so that the tokens of the job are
    /// exact. A single text that it cannot count is estimated, and counted among <see cref="TrainingDataReport.EstimatedRows"/>.
    /// </summary>
    Server,
}

namespace CortexSharp.TrainingData;

/// <summary>What becomes of a pair that is longer than what the base model is trained on. Left as it is, Snowflake cuts it off silently.</summary>
public enum OverlongPolicy
{
    /// <summary>It is left out.</summary>
    Drop,

    /// <summary>
    /// Prompt and completion are cut to their limits: by their own length of a token where Snowflake counted them, else at four characters a
    /// token.
    /// </summary>
    Shorten,

    /// <summary>It stays as it is.</summary>
    Keep,
}

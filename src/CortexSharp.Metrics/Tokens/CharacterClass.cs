namespace CortexSharp.Metrics.Tokens;

/// <summary>What a character is to a tokenizer of the mteval family.</summary>
internal enum CharacterClass
{
    /// <summary>Part of a word.</summary>
    Other,

    /// <summary>Between words.</summary>
    Space,

    /// <summary>Always a token of its own.</summary>
    Alone,

    /// <summary>A token of its own unless it stands between numbers, as in 1,000.50.</summary>
    Mark,

    /// <summary>A digit.</summary>
    Number,

    /// <summary>A token of its own behind a number.</summary>
    Hyphen,
}

namespace CortexSharp.Local.Models;

/// <summary>
/// The text that all training prompts have in common at their beginning and end: the instruction template. It is left out
/// before learning. It cannot tell examples apart, and a template that lists the labels would otherwise make exactly the
/// telling words occur in every prompt, and so count for nothing.
/// </summary>
internal readonly record struct PromptFrame(string Prefix, string Suffix)
{
    public static PromptFrame Of(IReadOnlyList<TrainingPair> pairs)
    {
        ReadOnlySpan<char> prefix = pairs[0].Prompt, suffix = pairs[0].Prompt;
        var shortest = int.MaxValue;
        foreach (var (prompt, _) in pairs)
        {
            prefix = prefix[..prefix.CommonPrefixLength(prompt)];
            suffix = suffix[^CommonSuffixLength(suffix, prompt)..];
            shortest = Math.Min(shortest, prompt.Length);
        }

        // A frame ends where a word ends, and its two parts never overlap.
        while (!prefix.IsEmpty && NGrams.IsWordCharacter(prefix[^1])) prefix = prefix[..^1];
        suffix = suffix[^Math.Min(suffix.Length, shortest - prefix.Length)..];
        while (!suffix.IsEmpty && NGrams.IsWordCharacter(suffix[0])) suffix = suffix[1..];
        return new PromptFrame(prefix.ToString(), suffix.ToString());
    }

    /// <summary>The prompt without the frame; a prompt that has no such frame stays as it is.</summary>
    public ReadOnlySpan<char> Body(ReadOnlySpan<char> prompt)
    {
        if (prompt.StartsWith(Prefix)) prompt = prompt[Prefix.Length..];
        return prompt.EndsWith(Suffix) ? prompt[..^Suffix.Length] : prompt;
    }

    private static int CommonSuffixLength(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)]) length++;
        return length;
    }
}

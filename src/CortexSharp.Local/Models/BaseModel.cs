namespace CortexSharp.Local.Models;

/// <summary>
/// The untuned model: knows nothing but the prompt. If that lists options, it answers with the one that shares most with the text in
/// question (<see cref="OptionMatcher"/>); if not, with the sentence of the text that is most central to it.
/// </summary>
internal sealed class BaseModel : ILanguageModel
{
    private const int CachedInstructions = 64;
    private const int MaxCachedLength = 100_000;
    private const int MaxAnswer = 400;
    private const string NothingAsked = "The prompt is empty.";

    // Prompts come in thousands with one instruction. A slot is replaced as a whole, so whoever reads it sees one instruction or another.
    private readonly Instruction?[] _instructions = new Instruction?[CachedInstructions];

    public string Complete(string prompt)
    {
        var range = PromptParts.TextInQuestion(prompt);
        var text = prompt.AsSpan(range);
        var matcher = MatcherFor(prompt.AsSpan(..range.Start), prompt.AsSpan(range.End..));
        if (matcher.Options.Count > 0) return matcher.Choose(text);

        // The options may be part of what was taken for the text.
        var options = OptionList.Parse(prompt);
        if (options.Count > 0) return new OptionMatcher(options).Choose(text);
        return Shorten(Summary.MostCentralSentence(text)) is { Length: > 0 } answer ? answer : NothingAsked;
    }

    private OptionMatcher MatcherFor(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        ref var slot = ref _instructions[(uint)HashCode.Combine(string.GetHashCode(before), string.GetHashCode(after)) % CachedInstructions];
        if (Volatile.Read(ref slot) is { } cached && before.SequenceEqual(cached.Before) && after.SequenceEqual(cached.After)) return cached.Matcher;

        var options = OptionList.Parse($"{before}\n{after}");
        var instruction = new Instruction(before.ToString(), after.ToString(), new OptionMatcher(options));
        if (before.Length + after.Length <= MaxCachedLength) Volatile.Write(ref slot, instruction);
        return instruction.Matcher;
    }

    private static string Shorten(ReadOnlySpan<char> answer)
    {
        if (answer.Length <= MaxAnswer) return answer.ToString();
        var end = answer[..MaxAnswer].LastIndexOf(' ');
        return $"{answer[..(end > 0 ? end : MaxAnswer)]}…";
    }

    private sealed record Instruction(string Before, string After, OptionMatcher Matcher);
}

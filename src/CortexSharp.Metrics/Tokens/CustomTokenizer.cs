namespace CortexSharp.Metrics.Tokens;

/// <summary>The caller's own tokenizer. It may well score something itself, so it runs while nothing here is half done.</summary>
internal sealed class CustomTokenizer(string name, Func<string, string> tokenize) : BleuTokenizer(name)
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        ReadOnlySpan<char> split = tokenize(text.ToString());
        BlankTokenizer.SplitAtBlanks(split, tokens);
        return split;
    }
}

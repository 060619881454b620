namespace CortexSharp.Metrics.Tokens;

/// <summary>sacrebleu's tokenizer intl.</summary>
internal sealed class InternationalTokenizer() : BleuTokenizer("intl")
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        tokens.Begin(text);
        MarkTokenizer.Split<ClassesInternational>(text, tokens);
        return text;
    }
}

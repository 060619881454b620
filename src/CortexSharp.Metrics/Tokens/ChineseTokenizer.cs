using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>sacrebleu's tokenizer zh.</summary>
internal sealed class ChineseTokenizer() : BleuTokenizer("zh")
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        text = Whitespace.Trim(text);
        tokens.Begin(text);
        MarkTokenizer.Split<ClassesChinese>(text, tokens);
        return text;
    }
}

using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>Tokens are what stands between white space.</summary>
internal sealed class BlankTokenizer() : BleuTokenizer("none")
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        SplitAtBlanks(text, tokens);
        return text;
    }

    public static void SplitAtBlanks(ReadOnlySpan<char> text, TokenList tokens)
    {
        tokens.Begin(text);
        var start = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Whitespace.IsWhitespace(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                tokens.Add(start, i);
                start = -1;
            }
        }

        if (start >= 0)
            tokens.Add(start, text.Length);
    }
}

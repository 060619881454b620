using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>Every code point is a token, but white space.</summary>
internal sealed class CharacterTokenizer() : BleuTokenizer("char")
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        tokens.Begin(text);
        for (int i = 0, end; i < text.Length; i = end)
        {
            end = i + (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1);
            if (!Whitespace.IsWhitespace(text[i]))
                tokens.Add(i, end);
        }

        return text;
    }
}

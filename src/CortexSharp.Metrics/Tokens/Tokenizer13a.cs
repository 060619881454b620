using System.Runtime.Intrinsics;

namespace CortexSharp.Metrics.Tokens;

/// <summary>The tokenizer of mteval-v13a.</summary>
internal sealed class Tokenizer13a() : BleuTokenizer("13a")
{
    internal override ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            text = Clean(text, ref cleaned);
            tokens.Begin(text);
            MarkTokenizer.Split<Classes13a>(text, tokens);
        }
        else if (!Blocks13a.TrySplit(text, tokens))
        {
            text = Clean(text, ref cleaned);
            Blocks13a.TrySplit(text, tokens);
        }

        return text;
    }

    private static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text, scoped ref Pooled<char> cleaned)
    {
        cleaned.Grow(text.Length, 0);
        text.CopyTo(cleaned.Array);
        return cleaned.Array.AsSpan(0, Cleaning13a.Clean(cleaned.Array.AsSpan(0, text.Length)));
    }
}

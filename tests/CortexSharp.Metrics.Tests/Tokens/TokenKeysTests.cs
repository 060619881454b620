using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Tests.Tokens;

public class TokenKeysTests
{
    // Pairs that a careless key would take for equal: padding against NUL, a byte against a character, prefixes around the lengths where the kind
    // changes.
    private static readonly string[] Words =
    [
        "a", "a\0", "\0", "\0\0", "\u007F", "\u00FF", "\u017F", "ÿ", "é", "e\u0301", "\u0061\u0300", "abcdefg", "abcdefgh", "abcdefé", "abcdefgé",
        "abcdefghé", "0123456789abcde", "0123456789abcdef", "0123456789abcdefg", "0123456789abcdefh", "0123456789abcde\u007F", new('x', 1000),
        new('x', 1001),
        "\uD800", "\uDC00", "\uD83D\uDE00", "\uFFFF", "\u00FE", "\u00FD", "你", "你好", "你好你好你好你", "你好你好你好你好", "\u0081", "\u0087abcdef",
    ];

    [Fact]
    public void Add_AnyTwoTokens_KeysAreEqualExactlyIfTheyAre()
    {
        var (text, tokens) = Slices();
        TokenKeys.Add(tokens, text, new LongTokens());

        for (var i = 0; i < tokens.Count; i++)
        {
            for (var j = 0; j < tokens.Count; j++)
            {
                var equal = Words[i % Words.Length] == Words[j % Words.Length];
                Assert.Equal(equal, tokens.Low[i] == tokens.Low[j] && tokens.High[i] == tokens.High[j]);
            }
        }
    }

    [Fact]
    public void Find_TokensOfAnotherText_EqualTheAddedOnesOnly()
    {
        var table = new LongTokens();
        var (text, added) = Slices();
        TokenKeys.Add(added, text, table);
        var known = table.Count;
        var found = new TokenList();
        var other = text + new string('y', 500);
        Tokenize(other, found, [.. Words.Select(word => word.Length), .. Words.Select(word => word.Length), 500]);
        TokenKeys.Find(found, other, table);

        Assert.Equal(known, table.Count);
        Assert.Equal(added.Low.ToArray(), found.Low[..^1].ToArray());
        Assert.Equal(added.High.ToArray(), found.High[..^1].ToArray());
        Assert.DoesNotContain((found.Low[^1], found.High[^1]), added.Low.ToArray().Zip(added.High.ToArray()));
    }

    [Fact]
    public void Vocabulary_Keys_AreNumberedInOrderOfFirstOccurrence()
    {
        var (text, tokens) = Slices();
        TokenKeys.Add(tokens, text, new LongTokens());
        var vocabulary = new Vocabulary();
        vocabulary.Clear(tokens.Count);
        var numbers = new int[tokens.Count];
        vocabulary.Add(tokens.Low, tokens.High, numbers);

        var distinct = Words.Distinct().ToList();
        Assert.Equal(Words.Concat(Words).Select(word => distinct.IndexOf(word)), numbers);
        Assert.Equal(distinct.Count, vocabulary.Count);
        Assert.Equal(-1, vocabulary.Find(0xFE, 0));
    }

    [Fact]
    public void LongTokens_ManyTokens_KeepTheirNumbers()
    {
        var table = new LongTokens();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 1000; i++)
                Assert.Equal(i, table.Add($"a rather long token, the {i}th"));
        }

        Assert.Equal(999, table.Find("a rather long token, the 999th"));
        Assert.Equal(-1, table.Find("a rather long token, the 1000th"));
    }

    /// <summary>All words twice, one after the other, as the tokens of a text.</summary>
    private static (string Text, TokenList Tokens) Slices()
    {
        var text = string.Concat(Words) + string.Concat(Words);
        var tokens = new TokenList();
        Tokenize(text, tokens, [.. Words.Select(word => word.Length), .. Words.Select(word => word.Length)]);
        return (text, tokens);
    }

    private static void Tokenize(string text, TokenList tokens, int[] lengths)
    {
        tokens.Clear(text.Length);
        for (var i = 0; i < text.Length; i++)
            tokens.Narrow[i] = (byte)Math.Min(text[i], '\u007F');

        var start = 0;
        foreach (var length in lengths)
        {
            tokens.Add(start, start + length);
            start += length;
        }
    }
}

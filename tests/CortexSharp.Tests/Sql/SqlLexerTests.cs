using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SqlLexerTests
{
    [Theory]
    [InlineData("a b", "Word WhiteSpace Word")]
    [InlineData("\"a\"\"b\".c", "QuotedIdentifier Operator Word")]
    [InlineData("'it''s' 'a\\'b'", "String WhiteSpace String")]
    [InlineData("$$a 'b' \\$$", "DollarString")]
    [InlineData("1 .5 1.5e-3 1e", "Number WhiteSpace Number WhiteSpace Number WhiteSpace Number Word")]
    [InlineData("a -- x ? \nb", "Word WhiteSpace Comment WhiteSpace Word")]
    [InlineData("a // x\r\nb", "Word WhiteSpace Comment WhiteSpace Word")]
    [InlineData("/* /* */ a", "Comment WhiteSpace Word")]
    [InlineData(
        "a::b=>c->>d->e||f<>g!=h<=i>=j",
        "Word Operator Word Operator Word Operator Word Operator Word Operator Word Operator Word Operator Word Operator Word Operator Word")]
    [InlineData("? $1 $name", "Placeholder WhiteSpace Variable WhiteSpace Variable")]
    [InlineData("'open", "Unterminated")]
    [InlineData("'ends in \\'", "Unterminated")]
    [InlineData("\"open", "Unterminated")]
    [InlineData("/* open", "Unterminated")]
    [InlineData("$$ open $", "Unterminated")]
    [InlineData("#", "Unknown")]
    [InlineData("\0", "Unknown")]
    [InlineData("größe", "Word")]
    public void TryRead_Text_GivesKinds(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokens(text).Select(t => t.Kind)));

    [Fact]
    public void TryRead_RandomText_CoversItWithoutGap()
    {
        foreach (var text in HardTexts.Random(seed: 4, count: 2000))
        {
            var at = 0;
            foreach (var token in Tokens(text))
            {
                Assert.Equal(at, token.Start);
                Assert.True(token.Length > 0);
                at = token.End;
            }

            Assert.Equal(text.Length, at);
        }
    }

    [Theory]
    [InlineData(@"'a\nb\t\\\'\x41\101\u0042\z'", "a\nb\t\\'AABz")]
    [InlineData("'it''s'", "it's")]
    [InlineData(@"'\0'", "\0")]
    [InlineData(@"'\xZZ'", "xZZ")]
    public void Unquote_String_ResolvesEscapes(string token, string expected) => Assert.Equal(expected, SqlLexer.Unquote(token, SqlTokenKind.String));

    [Fact]
    public void Unquote_OtherQuotes_KeepContent()
    {
        Assert.Equal("a\"b", SqlLexer.Unquote("\"a\"\"b\"", SqlTokenKind.QuotedIdentifier));
        Assert.Equal(@"\n'", SqlLexer.Unquote(@"$$\n'$$", SqlTokenKind.DollarString));
        Assert.Throws<ArgumentException>(() => SqlLexer.Unquote("word", SqlTokenKind.Word));
    }

    internal static List<SqlToken> Tokens(string text)
    {
        var tokens = new List<SqlToken>();
        var lexer = new SqlLexer(text);
        while (lexer.TryRead(out var token))
            tokens.Add(token);
        return tokens;
    }
}

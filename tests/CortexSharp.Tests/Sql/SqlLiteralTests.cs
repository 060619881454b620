using System.Text.Json;
using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SqlLiteralTests
{
    [Fact]
    public void Of_AnyText_IsOneTokenThatSaysIt()
    {
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 6, count: 2000)).Append("nul\0" + "1"))
        {
            var sql = SqlStatement.Create($"{SqlLiteral.Of(text)}").Text;
            var token = Assert.Single(SqlLexerTests.Tokens(sql));
            Assert.Equal(SqlTokenKind.String, token.Kind);
            Assert.Equal(text, SqlLexer.Unquote(sql, token.Kind));
        }
    }

    [Fact]
    public void Of_Values_AreConstants()
    {
        var json = JsonElement.Parse("""{"a": 1, "it's": [true, null, "x\\y"], "o": {}}""");
        var text = SqlStatement.Create(
            $"{SqlLiteral.Of(-5)} {SqlLiteral.Of(1.5m)} {SqlLiteral.Of(0.1)} {SqlLiteral.Of(true)} {SqlLiteral.Null} {SqlLiteral.Of(json)}").Text;
        Assert.Equal(@"-5 1.5 0.1 TRUE NULL {'a': 1, 'it''s': [true, null, 'x\\y'], 'o': {}}", text);
    }

    [Fact]
    public void Of_ValueWithoutLiteral_Throws()
    {
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of(double.NaN));
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of(double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of(default(JsonElement)));
    }

    [Fact]
    public void ToString_Secret_DoesNotShow() => Assert.DoesNotContain("secret", SqlLiteral.Of("secret").ToString(), StringComparison.Ordinal);
}

using System.Text;
using CortexSharp.Local.Engine.Syntax;

namespace CortexSharp.Local.Tests.Engine;

/// <summary>The parser alone: shapes, depth, garbage.</summary>
public sealed class ParserTests
{
    [Fact]
    public void Expression_BindsAsSnowflakeDoes()
    {
        var or = Assert.IsType<Expr.Binary>(Parser.ParseExpression("a = 1 OR NOT b AND c + 2 * -d::INT > 3"));
        Assert.Equal("OR", or.Operator);
        var and = Assert.IsType<Expr.Binary>(or.Right);
        Assert.Equal("AND", and.Operator);
        Assert.IsType<Expr.Unary>(and.Left);
        var sum = Assert.IsType<Expr.Binary>(Assert.IsType<Expr.Binary>(and.Right).Left);
        var negated = Assert.IsType<Expr.Unary>(Assert.IsType<Expr.Binary>(sum.Right).Right);
        Assert.IsType<Expr.Cast>(negated.Operand);
    }

    [Fact]
    public void Path_KeepsTheCaseOfKeys()
    {
        var cast = Assert.IsType<Expr.Cast>(Parser.ParseExpression("t.col:Key.sub[0]::STRING"));
        var index = Assert.IsType<Expr.Element>(cast.Value);
        var sub = Assert.IsType<Expr.Element>(index.Value);
        var key = Assert.IsType<Expr.Element>(sub.Value);
        Assert.Equal(["0", "sub", "Key"], [((Expr.Number)index.Key).Digits, ((Expr.Text)sub.Key).Value, ((Expr.Text)key.Key).Value]);
        Assert.Equal("T.COL", string.Join('.', ((Expr.Name)key.Value).Parts));
    }

    [Theory]
    [InlineData("(", ")", 5000)]
    [InlineData("NOT ", "", 5000)]
    [InlineData("-", "", 5001)]
    [InlineData("f(", ")", 5000)]
    [InlineData("(SELECT ", ")", 5000)]
    [InlineData("CASE WHEN ", " THEN 1 END", 5000)]
    [InlineData("[", "]", 5000)]
    [InlineData("1 + ", "", 5000)]
    public void Depth_HasALimit(string open, string close, int times)
    {
        var text = new StringBuilder("SELECT ").Insert(7, open.Replace("-", "- ", StringComparison.Ordinal), times).Append('1')
            .Insert(0, "").ToString() + string.Concat(Enumerable.Repeat(close, times));
        Assert.Throws<LocalSqlException>(() => Parser.Parse(text));
    }

    [Fact]
    public void Garbage_IsAnErrorAndNothingElse()
    {
        string[] words =
            [
                "SELECT", "FROM", "t", "(", ")", ",", "1", "'s'", "?", "WHERE", "a", ".", "*", "=", "JOIN", "ON", "GROUP", "BY", "CASE", "WHEN",
                "END", "::", "VARCHAR", "[", "]", "{", "}", ":", "INSERT", "INTO", "VALUES", "MERGE", "USING", "AS", "WITH", "OVER", "NOT", "IN",
                "LIKE", "-", "UNION", "ORDER", "LIMIT", "\"q\"", "$$x$$", "=>", "TABLE", "CREATE", "UPDATE", "SET", ";",
            ];
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                Parser.Parse(text);
            }
            catch (LocalSqlException)
            {
                // what garbage should give
            }
        }
    }
}

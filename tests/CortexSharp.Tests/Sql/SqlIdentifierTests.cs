using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SqlIdentifierTests
{
    [Theory]
    [InlineData("my_table", "\"MY_TABLE\"", "MY_TABLE")]
    [InlineData("db.sch.My_Table", "\"DB\".\"SCH\".\"MY_TABLE\"", "DB.SCH.MY_TABLE")]
    [InlineData("db.\"My Table\"", "\"DB\".\"My Table\"", "DB.\"My Table\"")]
    [InlineData("\"a\"\"b\"", "\"a\"\"b\"", "\"a\"\"b\"")]
    [InlineData("_x$1", "\"_X$1\"", "_X$1")]
    [InlineData("\"UPPER\"", "\"UPPER\"", "UPPER")]
    public void Parse_Name_FoldsAndQuotes(string text, string sql, string shown)
    {
        var identifier = SqlIdentifier.Parse(text);
        Assert.Equal(sql, identifier.ToSql());
        Assert.Equal(shown, identifier.ToString());
        Assert.Equal(identifier, SqlIdentifier.Parse(shown));
        Assert.Equal(identifier.GetHashCode(), SqlIdentifier.Parse(shown).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("a.b.c.d")]
    [InlineData("1a")]
    [InlineData("a;DROP TABLE b")]
    [InlineData("a--b")]
    [InlineData("\"open")]
    [InlineData("\"\"")]
    [InlineData("a . b")]
    [InlineData("'a'")]
    public void Parse_NotAName_Throws(string text) => Assert.Throws<ArgumentException>(() => SqlIdentifier.Parse(text));

    [Fact]
    public void New_TooLong_Throws()
    {
        Assert.Equal(255, new SqlIdentifier(new string('x', 255)).Name.Length);
        Assert.Equal(510, new SqlIdentifier(string.Concat(Enumerable.Repeat("😀", 255))).Name.Length);
        Assert.Contains("256", Assert.Throws<ArgumentException>(() => new SqlIdentifier(new string('x', 256))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new SqlIdentifier("a\0b"));
        Assert.Throws<ArgumentException>(() => new SqlIdentifier("a", "b", "c", "d"));
        Assert.Throws<ArgumentException>(() => new SqlIdentifier());
    }

    [Fact]
    public void Parts_ThreePartName_AreNamed()
    {
        var name = SqlIdentifier.Parse("db.sch.t");
        Assert.Equal(("DB", "SCH", "T"), (name.Database, name.Schema, name.Name));
        Assert.Equal(name, SqlIdentifier.Parse("t").Within("DB", "SCH"));
        Assert.Equal(name, SqlIdentifier.Parse("sch.t").Within("DB", "X"));
        Assert.Equal(name, name.Within("X", "Y"));
    }

    [Fact]
    public void ToSql_AnyText_IsOneTokenThatSaysIt()
    {
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 5, count: 2000)).Where(t => t.Length > 0))
        {
            var sql = new SqlIdentifier(text).ToSql();
            var token = Assert.Single(SqlLexerTests.Tokens(sql));
            Assert.Equal(SqlTokenKind.QuotedIdentifier, token.Kind);
            Assert.Equal(text, SqlLexer.Unquote(sql, token.Kind));
            Assert.Equal(new SqlIdentifier(text), SqlIdentifier.Parse(sql));
        }
    }
}

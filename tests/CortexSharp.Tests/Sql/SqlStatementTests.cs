using System.Data;
using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SqlStatementTests
{
    private static readonly SqlIdentifier Table = SqlIdentifier.Parse("db.sch.t");

    [Fact]
    public void Create_Holes_BecomeWhatTheyAre()
    {
        var inner = SqlStatement.Create($"SELECT id FROM {Table} WHERE lang = {"en"}");
        var statement = SqlStatement.Create($"SELECT {SqlLiteral.Of("x")}, {1} FROM ({inner}) {SqlText.Trusted("ORDER BY 1")} LIMIT {2L}");
        Assert.Equal("SELECT 'x', ? FROM (SELECT id FROM \"DB\".\"SCH\".\"T\" WHERE lang = ?) ORDER BY 1 LIMIT ?", statement.Text);
        Assert.Equal([1, "en", 2L], statement.Binds.Select(b => b.Value));
        Assert.Equal([DbType.Int32, DbType.String, DbType.Int64], statement.Binds.Select(b => b.Type));
    }

    [Fact]
    public void Create_NullHole_ThrowsNamingIt()
    {
        string? customer = null;
        var exception = Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT {customer}"));
        Assert.Contains("'customer'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_UnsupportedType_ThrowsNamingItAndTheType()
    {
        var tags = new List<string>();
        var exception = Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT {tags}"));
        Assert.Contains("'tags'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("PARSE_JSON", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT {DayOfWeek.Friday}"));
        Assert.Throws<ArgumentException>(() => SqlBind.Of<TimeSpan?>(null));
    }

    [Fact]
    public void Create_TypedNull_KeepsItsType()
    {
        var bind = Assert.Single(SqlStatement.Create($"SELECT {SqlBind.Of<long?>(null)}").Binds);
        Assert.Null(bind.Value);
        Assert.Equal(DbType.Int64, bind.Type);
    }

    [Fact]
    public void Create_HoleInsideQuotesOrComment_Throws()
    {
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT '{"x"}'"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT '{SqlIdentifier.Parse("\"' OR 1=1 --\"")}'"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT \"{SqlIdentifier.Parse("x")}\""));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT 1 -- {"x"}"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT /* {1} */ 1"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT $${"x"}$$"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"LIMIT{SqlLiteral.Of(5)}"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"{SqlLiteral.Of("a")}{SqlLiteral.Of("b")}"));
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT 'open"));
    }

    [Fact]
    public void Create_SplicedCommentAtItsEnd_MustEndItsLine()
    {
        var inner = SqlStatement.Create($"SELECT 1 -- note");
        Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT * FROM ({inner})"));
        Assert.EndsWith("note\n)", SqlStatement.Create($"SELECT * FROM ({inner}\n)").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_PlaceholderInOwnText_Throws() => Assert.Throws<ArgumentException>(() => SqlStatement.Create($"SELECT ?"));

    [Fact]
    public void Create_QuestionMarkInLiteralText_IsNoPlaceholder() =>
        Assert.Equal("SELECT 'really?', ?", SqlStatement.Create($"SELECT 'really?', {1}").Text);

    [Fact]
    public void Create_AnyTextInAnyHole_KeepsTheStructure()
    {
        static string Shape(SqlStatement s) => string.Join(' ', SqlLexerTests.Tokens(s.Text).Select(t => t.Kind));
        var expected = Shape(Build("x"));
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 7, count: 2000)).Where(t => t.Length > 0))
            Assert.Equal(expected, Shape(Build(text)));

        static SqlStatement Build(string text) => SqlStatement.Create($"SELECT {new SqlIdentifier(text)}, {SqlLiteral.Of(text)}, {text} FROM t");
    }

    [Fact]
    public void Create_HandlerDrivenByHand_TakesAnyNumberOfHoles()
    {
        var handler = new SqlInterpolatedStringHandler(0, 0);
        for (var i = 0; i < 100; i++)
        {
            handler.AppendLiteral(i == 0 ? "SELECT " : ", ");
            handler.AppendFormatted(i);
        }

        var statement = SqlStatement.Create(ref handler);
        Assert.Equal(Enumerable.Range(0, 100).Cast<object>(), statement.Binds.Select(b => b.Value!));
    }

    [Fact]
    public void Render_OtherPlaceholders_AreNumbered()
    {
        var statement = SqlStatement.Create($"SELECT {1}, 'a?', {2}");
        Assert.Equal("SELECT $p1, 'a?', $p2", statement.Render(n => $"$p{n}"));
    }

    [Fact]
    public void WithBindsAsLiterals_EveryType_IsWritten()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);
        var statement = SqlStatement.Create(
            $"SELECT {"it's"}, {true}, {1.5}, {2m}, {3}, {time}, {new DateTimeOffset(time, TimeSpan.FromHours(1))}, {new DateOnly(2026, 1, 2)}, "
            + $"{Guid.Empty}, {new byte[] { 1, 255 }}, {SqlBind.Of<string>(null)}");
        var literal = statement.WithBindsAsLiterals();
        Assert.Empty(literal.Binds);
        Assert.Equal(
            "SELECT  'it''s' ,  TRUE ,  1.5 ,  2 ,  3 ,  '2026-01-02 03:04:05.0000000'::TIMESTAMP_NTZ ,  '2026-01-02 03:04:05.0000000 "
            + "+01:00'::TIMESTAMP_TZ ,  '2026-01-02'::DATE ,  '00000000-0000-0000-0000-000000000000' ,  TO_BINARY('01FF', 'HEX') ,  NULL ",
            literal.Text);
    }

    [Fact]
    public void WithBindsAsLiterals_LiteralBesideItsNeighbour_StaysAToken()
    {
        Assert.Equal("a = b - (-5)  AND c = 1  2 ", SqlStatement.Create($"a = b -{-5} AND c ={1}{2}").WithBindsAsLiterals().Text);
        foreach (var text in HardTexts.Known.Concat(HardTexts.Random(seed: 8, count: 500)))
        {
            var literal = SqlStatement.Create($"SELECT -{text}-{text}/{text}{text} FROM t").WithBindsAsLiterals();
            Assert.Equal(4, SqlLexerTests.Tokens(literal.Text).Count(t => t.Kind is SqlTokenKind.String));
            Assert.DoesNotContain(SqlLexerTests.Tokens(literal.Text), t => t.Kind is SqlTokenKind.Comment);
        }
    }

    [Fact]
    public void ToString_LiteralsAndBinds_DoNotShow()
    {
        var shown = SqlStatement.Create($"SELECT {SqlLiteral.Of("secret one")}, {"secret two"}, $$secret three$$ FROM {Table}").ToString();
        Assert.Equal("SELECT '…', ?, '…' FROM \"DB\".\"SCH\".\"T\"", shown);
        Assert.DoesNotContain("secret", SqlStatement.Create($"{"secret"}").Binds[0].ToString(), StringComparison.Ordinal);
    }
}

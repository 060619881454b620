namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>Text with NUL characters, which C programs like to end at.</summary>
public sealed class NulTextTests : EngineTest
{
    [Fact]
    public async Task Text_WithNul_ComesBackWhole()
    {
        Assert.Equal("a\0b", await ValueAsync("SELECT ?", "a\0b"));
        Assert.Equal("A\0B", await ValueAsync("SELECT UPPER(?)", "a\0b"));
        Assert.Equal("3", await ValueAsync("SELECT LENGTH(?)", "a\0b"));
    }

    [Fact]
    public async Task Text_WithNul_IsStored()
    {
        await DoAsync("CREATE TABLE t (a VARCHAR, v VARIANT)");
        await DoAsync("INSERT INTO t SELECT ?, PARSE_JSON(?)", "x\0y", """{"k\u0000":"v\u0000"}""");
        Assert.Equal("x\0y", await ValueAsync("SELECT a FROM t"));
        Assert.Equal("v\0", await ValueAsync("SELECT f.value::VARCHAR FROM t, LATERAL FLATTEN(INPUT => t.v) f"));
        Assert.Equal("[\"x\",\"y\"]", await ValueAsync("SELECT SPLIT(a, CHR(0)) FROM t"));
        Assert.Equal("x\0y-x\0y", await ValueAsync("SELECT LISTAGG(a, '-') FROM (SELECT a FROM t UNION ALL SELECT a FROM t)"));
    }
}

namespace CortexSharp.Local.Tests.Engine;

/// <summary>Cortex calls: each row is asked once, whatever shape the statement has.</summary>
public sealed class CortexPlanningTests : EngineTest
{
    [Theory]
    [InlineData("SELECT AI_COMPLETE('m', p) FROM t ORDER BY id", "A,B,C", 3)]
    [InlineData("SELECT q.r || q.r FROM (SELECT id, AI_COMPLETE('m', p) AS r FROM t) q ORDER BY q.id", "AA,BB,CC", 3)]
    [InlineData("SELECT AI_COMPLETE('m', p) FROM t WHERE id > 1 ORDER BY 1 DESC", "C,B", 2)]
    [InlineData("SELECT AI_COMPLETE('m', p) FROM t ORDER BY id DESC LIMIT 1", "C", 1)]
    [InlineData("SELECT AI_COMPLETE('m', p) AS r FROM t ORDER BY r DESC LIMIT 1", "C", 3)]
    [InlineData("SELECT AI_COMPLETE('m', AI_COMPLETE('m', p) || 'x') FROM t ORDER BY id", "AX,BX,CX", 6)]
    [InlineData("SELECT COUNT_IF(AI_COUNT_TOKENS('ai_complete', 'm', p) > 0) FROM t", "3", 3)]
    [InlineData("SELECT AI_COMPLETE('m', p) r, COUNT(*) FROM t GROUP BY r ORDER BY r", "A,B,C", 3)]
    [InlineData("WITH c AS (SELECT AI_COMPLETE('m', p) AS r FROM t) SELECT a.r FROM c a JOIN c b ON a.r = b.r ORDER BY 1", "A,B,C", 3)]
    [InlineData("SELECT id FROM t WHERE AI_COMPLETE('m', p) = 'B' AND id < 3", "2", 2)]
    [InlineData("SELECT AI_COMPLETE('m', p) FROM t WHERE AI_COUNT_TOKENS('m', p) = 1 AND id = 1", "A", 2)]
    [InlineData("SELECT AI_COMPLETE('m', a.p) || AI_COMPLETE('m', b.p) FROM t a JOIN t b ON a.id = b.id WHERE a.id = 1", "AA", 2)]
    [InlineData("SELECT DISTINCT LENGTH(AI_COMPLETE('m', p)) FROM t", "1", 3)]
    [InlineData("SELECT AI_COMPLETE('m', p) FROM t UNION ALL SELECT AI_COMPLETE('m', 'const')", "A,B,C,CONST", 4)]
    [InlineData("SELECT (SELECT MAX(AI_COMPLETE('m', p)) FROM t)", "C", 3)]
    [InlineData("SELECT AI_COMPLETE('m', (SELECT MAX(x.p) FROM t x WHERE x.id <= t.id)) FROM t ORDER BY id", "A,B,C", 3)]
    [InlineData("SELECT id FROM t QUALIFY ROW_NUMBER() OVER (ORDER BY AI_COMPLETE('m', p) DESC) = 1", "3", 3)]
    [InlineData("SELECT CASE WHEN AI_COMPLETE('m', p) = 'A' THEN 'yes' ELSE 'no' END FROM t ORDER BY id", "yes,no,no", 3)]
    [InlineData("SELECT r:value:choices[0]:messages::STRING FROM (SELECT AI_COMPLETE('m', p, show_details => TRUE) r FROM t WHERE id = 1)", "A", 1)]
    public async Task Query_AsksEachRowOnce(string sql, string expected, int asked)
    {
        await CreateAsync();
        Assert.Equal(expected, string.Join(",", await ColumnAsync(sql)));
        Assert.Equal(asked, Cortex.Asked.Count);
    }

    [Fact]
    public async Task Change_AsksBeforeItWrites()
    {
        await CreateAsync();
        await DoAsync("CREATE TABLE o AS SELECT id, AI_COMPLETE('m', p) AS r FROM t");
        Assert.Equal(["A", "B", "C"], await ColumnAsync("SELECT r FROM o ORDER BY id"));
        await DoAsync("UPDATE o SET r = s.r FROM (SELECT id, AI_COMPLETE('m', p || p) AS r FROM t) s WHERE s.id = o.id");
        await DoAsync(
            "MERGE INTO o USING (SELECT id + 1 AS id, AI_COMPLETE('m', p || '!') AS r FROM t) s ON s.id = o.id WHEN MATCHED THEN UPDATE SET r = "
            + "s.r WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.r)");
        Assert.Equal(["AA", "A!", "B!", "C!"], await ColumnAsync("SELECT r FROM o ORDER BY id"));
        Assert.Equal(9, Cortex.Asked.Count);
    }

    [Fact]
    public async Task ManyRows_AreAskedInBatches()
    {
        await DoAsync("CREATE TABLE n AS WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 10000) SELECT i FROM r");
        Assert.Equal("10000", await ValueAsync("SELECT COUNT(DISTINCT AI_COMPLETE('m', i::VARCHAR)) FROM n"));
        Assert.Equal(10_000, Cortex.Asked.Count);
    }

    [Theory]
    [InlineData("SELECT AI_COMPLETE('m', LISTAGG(p)) FROM t", "aggregate inside AI_COMPLETE")]
    [InlineData("SELECT a.id FROM t a JOIN t b ON AI_COMPLETE('m', a.p) = b.p", "Cortex function")]
    [InlineData("SELECT (SELECT AI_COMPLETE('m', t.p || x.p) FROM t x LIMIT 1) FROM t", "correlated")]
    public async Task WhatCannotBePlanned_IsRefusedByName(string sql, string text)
    {
        await CreateAsync();
        var error = await FailAsync(sql);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(Cortex.Asked);
    }

    [Fact]
    public async Task TypeLiteral_BecomesASchema()
    {
        await ValueAsync("SELECT AI_COMPLETE(model => 'm', prompt => ?, response_format => TYPE OBJECT(score NUMBER, reason VARCHAR))", "p");
        var schema = Cortex.LastArguments![2].Constant.GetProperty("schema");
        Assert.Equal("integer", schema.GetProperty("properties").GetProperty("score").GetProperty("type").GetString());
    }

    private async Task CreateAsync()
    {
        await DoAsync("CREATE TABLE t (id INT, p VARCHAR)");
        await DoAsync("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    }
}

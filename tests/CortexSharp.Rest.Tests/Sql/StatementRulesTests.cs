using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

public class StatementRulesTests
{
    [Theory]
    [InlineData("PUT file://x @s", "PUT")]
    [InlineData(" /* c */ get @s file://x", "GET")]
    [InlineData("BEGIN", "BEGIN")]
    [InlineData("commit;", "COMMIT")]
    [InlineData("ROLLBACK", "ROLLBACK")]
    [InlineData("start transaction", "START TRANSACTION")]
    [InlineData("USE ROLE R", "USE")]
    [InlineData("SET x = 1", "SET")]
    [InlineData("UNSET x", "UNSET")]
    [InlineData("alter session set query_tag = 'x'", "ALTER SESSION")]
    [InlineData("CREATE TEMPORARY TABLE t (a int)", "temporary object")]
    [InlineData("create or replace temp table t (a int)", "temporary object")]
    [InlineData("create or replace local temp table t (a int)", "temporary object")]
    [InlineData("CREATE TEMP STAGE s", "temporary object")]
    [InlineData("CREATE VOLATILE TABLE t (a int)", "temporary object")]
    [InlineData("SELECT 1; SELECT 2", "Several statements")]
    public async Task Execute_NotForThisApi_IsRefusedByName(string sql, string name)
    {
        var server = new ScriptedServer();
        var exception =
            await Assert.ThrowsAsync<CortexException>(() => Executors.Create(server).ExecuteAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}")));
        Assert.Equal(CortexErrorKind.NotSupported, exception.Kind);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("SELECT 1;")]
    [InlineData("SELECT 1; -- done\n")]
    [InlineData("SELECT ';', $$;$$, \"a;b\" /* ; */")]
    [InlineData("CREATE OR REPLACE TABLE temporary (a int)")]
    [InlineData("CREATE TABLE temp (a int)")]
    [InlineData("ALTER TABLE t SET COMMENT = 'session'")]
    [InlineData("EXECUTE IMMEDIATE $$ BEGIN SELECT 1; RETURN 2; END $$")]
    [InlineData("\"PUT\"")]
    [InlineData("SELECT get(a, 'b') FROM t")]
    public async Task Execute_OneStatement_IsSentAsItIs(string sql)
    {
        var server = new ScriptedServer().Then(Replies.OneRow());
        await using var result = await Executors.Create(server).ExecuteAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}"), Executors.Reading);
        Assert.Single(server.Requests);
    }
}

using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.Docs.Tests.Snippets;

public class OfflineObjectsSnippets
{
    [Fact]
    public async Task Regions()
    {
        #region offline-regions
        await using var local = new LocalCortex(new()
        {
            Region = "AWS_EU_CENTRAL_1",
            BaseModels =
            [
                "llama3.1-8b",
                new LocalBaseModel("claude-sonnet-4-6") { Regions = ["AWS_US_WEST_2"], CrossRegions = ["AWS_US"] },
            ],
            Parameters = new Dictionary<string, string> { ["CORTEX_ENABLED_CROSS_REGION"] = "DISABLED" },
        });
        var question = SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.COMPLETE('claude-sonnet-4-6', 'Where is my parcel?')");
        try
        {
            await local.QueryScalarAsync<string>(question);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.ModelUnavailableInRegion)
        {
            await local.ExecuteNonQueryAsync(SqlStatement.Create($"ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'AWS_US'"));
        }

        var answer = await local.QueryScalarAsync<string>(question);
        #endregion

        Assert.NotNull(answer);
    }

    [Fact]
    public async Task Usage()
    {
        #region offline-usage
        await using var local = new LocalCortex(new()
        {
            CreditRates = [new("llama3.1-8b") { Input = 0.1m, Output = 0.1m }], // yours, from Snowflake's consumption table
            UsageLatency = TimeSpan.Zero,
        });
        await local.QueryScalarAsync<string>(
            SqlStatement.Create($"SELECT AI_COMPLETE('llama3.1-8b', 'Where is my parcel?')"), new() { QueryTag = "nightly" });
        var credits = await local.QueryScalarAsync<decimal?>(SqlStatement.Create(
            $"SELECT SUM(credits) FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY WHERE query_tag = {"nightly"}"));
        #endregion

        Assert.True(credits > 0);
    }

    [Fact]
    public async Task Roles()
    {
        await using var local = new LocalCortex(new());
        CortexErrorKind? kind = null;

        #region offline-roles
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE ROLE trainer"));
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"GRANT USAGE ON DATABASE local TO ROLE trainer"));
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"GRANT USAGE ON SCHEMA local.public TO ROLE trainer"));
        var create = SqlStatement.Create(
            $"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'tickets', 'llama3.1-8b', 'SELECT prompt, completion FROM train')");
        try
        {
            await local.QueryScalarAsync<string>(create, new() { Role = "TRAINER" });
        }
        catch (CortexException e) // 003001 (42501): Insufficient privileges to operate on schema 'PUBLIC'
        {
            kind = e.Kind;
            await local.ExecuteNonQueryAsync(SqlStatement.Create($"GRANT CREATE MODEL ON SCHEMA local.public TO ROLE trainer"));
        }
        #endregion

        Assert.Equal(CortexErrorKind.NotAuthorized, kind);
        Assert.StartsWith("ft_", await local.QueryScalarAsync<string>(create, new() { Role = "TRAINER" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redacting()
    {
        await using var local = new LocalCortex(new());
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE raw (id INT, note VARCHAR)"));
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO raw VALUES (1, 'My name is John Smith, card 4111 1111 1111 1111')"));

        #region offline-redact
        await local.ExecuteNonQueryAsync(SqlStatement.Create($"""
            CREATE TABLE clean AS
            SELECT id, AI_REDACT(note, ['NAME', 'PAYMENT_CARD_DATA']) AS note, AI_EMBED('e5-base-v2', note) AS vector FROM raw
            """));
        #endregion

        Assert.Equal("My name is [NAME], card [PAYMENT_CARD_DATA]", await local.QueryScalarAsync<string>(SqlStatement.Create($"SELECT note FROM clean")));
    }
}

using CortexSharp.BaseModels;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.BaseModels;

public class CortexBaseModelClientTests
{
    private static readonly BaseModelCheckRequest Tune =
        new("llama3.1-8b", BaseModelUse.Tune) { Schema = new("DB", "S"), Sources = [new("DB", "S", "PAIRS")] };

    private readonly Mock<ISqlExecutor> _executor = new();

    [Fact]
    public async Task ListAsync_OlderColumns_AreRead()
    {
        Answers(
            "SHOW CORTEX BASE MODELS",
            () => SqlResult.Of(
                ["created_on", "name", "available_regions"], ["2026", "MISTRAL-7B", """["AWS_US_WEST_2"]"""], ["2026", "A-1", "not json"]));
        var models = await Client().ListAsync();
        Assert.Equal(["a-1", "mistral-7b"], models.Select(m => m.Name));
        Assert.Null(models[0].Regions);
        Assert.Equal(["AWS_US_WEST_2"], models[1].Regions!);
        Assert.Null(models[1].Lifecycle);
    }

    [Fact]
    public async Task CheckAsync_NothingMayBeSeen_WarnsAndForbidsNothing()
    {
        Answers("CURRENT_REGION", () => SqlResult.Of(["REGION", "ROLE"], ["PUBLIC.AWS_US_WEST_2", "ML"]));
        foreach (var command in new[] { "SHOW CORTEX BASE MODELS", "SHOW GRANTS" })
            Fails(command, new CortexException(CortexErrorKind.NotFound, "does not exist or not authorized"));

        var check = await Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Tune));

        Assert.True(check.IsUsable);
        Assert.Equal([BaseModelFindingKind.Listing, BaseModelFindingKind.Privilege], check.Findings.Select(f => f.Kind));
        Assert.All(check.Findings, f => Assert.Equal(FindingSeverity.Warning, f.Severity));
    }

    /// <summary>A privilege that a secondary role brings is there, but for creating: that the primary role must be allowed itself.</summary>
    [Fact]
    public async Task CheckAsync_SecondaryRoles_BringAllButTheRightToCreate()
    {
        Answers(
            "CURRENT_REGION",
            () => SqlResult.Of(["REGION", "ROLE", "SECONDARY_ROLES"], ["AWS_US_WEST_2", "ML", """{"roles":"ML,READERS","value":"ALL"}"""]));
        Answers("SHOW CORTEX BASE MODELS", () => SqlResult.Of(["name"], ["LLAMA3.1-8B"]));
        Answers("SHOW GRANTS TO ROLE", () => SqlResult.Of(["privilege", "granted_on", "name"]));
        Answers("SHOW GRANTS TO ROLE \"READERS\"", () => SqlResult.Of(
            ["privilege", "granted_on", "name"],
            ["USAGE", "DATABASE_ROLE", "SNOWFLAKE.CORTEX_USER"], ["USAGE", "DATABASE", "DB"], ["USAGE", "SCHEMA", "DB.S"],
            ["SELECT", "TABLE", "DB.S.PAIRS"], ["CREATE MODEL", "SCHEMA", "DB.S"]));

        var check = await Client().CheckAsync(Tune);

        Assert.Equal(
            "Role ML lacks a privilege: GRANT CREATE MODEL ON SCHEMA DB.S TO ROLE ML.",
            Assert.Single(check.Findings, f => f.Severity == FindingSeverity.Error).Message);
        Assert.Equal(
            [
                "Only a secondary role brings a privilege; for sessions without them: GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ML.",
                "Only a secondary role brings a privilege; for sessions without them: GRANT USAGE ON DATABASE DB TO ROLE ML.",
                "Only a secondary role brings a privilege; for sessions without them: GRANT USAGE ON SCHEMA DB.S TO ROLE ML.",
                "Only a secondary role brings a privilege; for sessions without them: GRANT SELECT ON TABLE DB.S.PAIRS TO ROLE ML.",
            ],
            check.Findings.Where(f => f.Severity == FindingSeverity.Information).Select(f => f.Message));
    }

    [Theory]
    [InlineData("""{"roles":"","value":""}""")]
    [InlineData(null)]
    [InlineData("not json")]
    public async Task CheckAsync_NoSecondaryRoles_BringNothing(string? secondary)
    {
        Answers("CURRENT_REGION", () => SqlResult.Of(["REGION", "ROLE", "SECONDARY_ROLES"], ["AWS_US_WEST_2", "ML", secondary]));
        Answers("SHOW CORTEX BASE MODELS", () => SqlResult.Of(["name"], ["LLAMA3.1-8B"]));
        Answers("SHOW GRANTS TO ROLE", () => SqlResult.Of(["privilege", "granted_on", "name"]));
        var grants = (await Client().CheckAsync(Tune with { Sources = [] })).Findings.Where(f => f.Severity == FindingSeverity.Error)
            .Select(f => f.Message.Split(": ")[1]);
        Assert.Equal(
            [
                "GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ML.", "GRANT USAGE ON DATABASE DB TO ROLE ML.",
                "GRANT USAGE ON SCHEMA DB.S TO ROLE ML.", "GRANT CREATE MODEL ON SCHEMA DB.S TO ROLE ML.",
            ],
            grants);
    }

    [Fact]
    public async Task CheckAsync_AdministratorAsSecondaryRole_IsTold()
    {
        Answers(
            "CURRENT_REGION",
            () => SqlResult.Of(["REGION", "ROLE", "SECONDARY_ROLES"], ["AWS_US_WEST_2", "ML", """{"roles":"ACCOUNTADMIN","value":"ALL"}"""]));
        Answers("SHOW CORTEX BASE MODELS", () => SqlResult.Of(["name"], ["LLAMA3.1-8B"]));
        var finding = Assert.Single((await Client().CheckAsync(Tune)).Findings);
        Assert.Equal(FindingSeverity.Information, finding.Severity);
        Assert.StartsWith("ACCOUNTADMIN is active as a secondary role", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("All", "Warning", "check the spelling, or probe")]
    [InlineData("mistral-7b, llama3.1-8b", "Warning", "CORTEX_MODELS_ALLOWLIST lets it be called. Snowflake removes the allowlist")]
    [InlineData("None", "Error", "CORTEX_MODELS_ALLOWLIST does not let it be called")]
    [InlineData("mistral-7b", "Error", "CORTEX_MODELS_ALLOWLIST does not let it be called")]
    [InlineData(null, "Error", "CORTEX_MODELS_ALLOWLIST does not let it be called")]
    public async Task CheckAsync_ModelThatIsNotListed_MayBeOnTheAllowlist(string? allowlist, string severity, string message)
    {
        Unlisted();
        Answers(
            "CORTEX_MODELS_ALLOWLIST",
            () => allowlist is null ? SqlResult.Of(["key", "value"]) : SqlResult.Of(["key", "value"], ["CORTEX_MODELS_ALLOWLIST", allowlist]));
        var finding =
            Assert.Single((await Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Call))).Findings, f => f.Kind == BaseModelFindingKind.Listing);
        Assert.Equal(severity, finding.Severity.ToString());
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_AllowlistMayNotBeSeen_IsLeftOpen()
    {
        Unlisted();
        Fails("CORTEX_MODELS_ALLOWLIST", new CortexException(CortexErrorKind.NotFound, "not authorized"));
        var check = await Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Call));
        Assert.True(check.IsUsable);
        Assert.Equal(2, check.Findings.Count(f => f.Kind == BaseModelFindingKind.Listing && f.Severity == FindingSeverity.Warning));
    }

    [Fact]
    public async Task CheckAsync_ConnectionLost_Throws()
    {
        Answers("CURRENT_REGION", () => SqlResult.Of(["REGION", "ROLE"], ["AWS_US_WEST_2", "ML"]));
        Fails("SHOW CORTEX BASE MODELS", new CortexException(CortexErrorKind.Network, "lost"));
        Assert.Equal(
            CortexErrorKind.Network,
            (await Assert.ThrowsAsync<CortexException>(() => Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Tune)))).Kind);
    }

    /// <summary>A role that may call AI functions, and for which no base model is listed.</summary>
    private void Unlisted()
    {
        Answers("CURRENT_REGION", () => SqlResult.Of(["REGION", "ROLE"], ["AWS_US_WEST_2", "ML"]));
        Answers("SHOW CORTEX BASE MODELS", () => SqlResult.Of(["name"]));
        Answers(
            "SHOW GRANTS",
            () => SqlResult.Of(
                ["privilege", "granted_on", "name"], ["USAGE", "DATABASE_ROLE", "SNOWFLAKE.CORTEX_USER"], ["USE AI FUNCTIONS", "ACCOUNT", "ACME"]));
    }

    private void Answers(string command, Func<SqlResult> result) => _executor
        .Setup(e =>
            e.ExecuteAsync(It.Is<SqlStatement>(s => s.Text.Contains(command)), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(result);

    private void Fails(string command, CortexException error) => _executor
        .Setup(e =>
            e.ExecuteAsync(It.Is<SqlStatement>(s => s.Text.Contains(command)), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(error);

    private CortexBaseModelClient Client() => new(_executor.Object);
}

using CortexSharp.BaseModels;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.BaseModels;

public class CortexBaseModelClientTests
{
    private readonly Mock<ISqlExecutor> _executor = new();

    [Fact]
    public async Task ListAsync_OlderColumns_AreRead()
    {
        Answers("SHOW CORTEX BASE MODELS", SqlResult.Of(["created_on", "name", "available_regions"], ["2026", "MISTRAL-7B", """["AWS_US_WEST_2"]"""], ["2026", "A-1", "not json"]));
        var models = await Client().ListAsync();
        Assert.Equal(["a-1", "mistral-7b"], models.Select(m => m.Name));
        Assert.Null(models[0].Regions);
        Assert.Equal(["AWS_US_WEST_2"], models[1].Regions!);
        Assert.Null(models[1].Lifecycle);
    }

    [Fact]
    public async Task CheckAsync_NothingMayBeSeen_WarnsAndForbidsNothing()
    {
        Answers("CURRENT_REGION", SqlResult.Of(["REGION", "ROLE"], ["PUBLIC.AWS_US_WEST_2", "ML"]));
        foreach (var command in new[] { "SHOW CORTEX BASE MODELS", "SHOW GRANTS" })
            Fails(command, new CortexException(CortexErrorKind.NotFound, "does not exist or not authorized"));

        var check = await Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Tune));

        Assert.True(check.IsUsable);
        Assert.Equal([BaseModelFindingKind.Listing, BaseModelFindingKind.Privilege], check.Findings.Select(f => f.Kind));
        Assert.All(check.Findings, f => Assert.Equal(FindingSeverity.Warning, f.Severity));
    }

    [Fact]
    public async Task CheckAsync_ConnectionLost_Throws()
    {
        Answers("CURRENT_REGION", SqlResult.Of(["REGION", "ROLE"], ["AWS_US_WEST_2", "ML"]));
        Fails("SHOW CORTEX BASE MODELS", new CortexException(CortexErrorKind.Network, "lost"));
        Assert.Equal(CortexErrorKind.Network, (await Assert.ThrowsAsync<CortexException>(() => Client().CheckAsync(new("llama3.1-8b", BaseModelUse.Tune)))).Kind);
    }

    private void Answers(string command, SqlResult result) => _executor
        .Setup(e => e.ExecuteAsync(It.Is<SqlStatement>(s => s.Text.Contains(command)), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(result);

    private void Fails(string command, CortexException error) => _executor
        .Setup(e => e.ExecuteAsync(It.Is<SqlStatement>(s => s.Text.Contains(command)), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ThrowsAsync(error);

    private CortexBaseModelClient Client() => new(_executor.Object);
}

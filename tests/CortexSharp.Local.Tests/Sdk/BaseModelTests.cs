using CortexSharp.BaseModels;
using CortexSharp.FineTuning;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ICortexBaseModelClient"/> finds on an offline Cortex that lacks one thing after the other.</summary>
public sealed class BaseModelTests
{
    private static readonly BaseModelCheckRequest Tune = new("llama3.1-8b", BaseModelUse.Tune)
    {
        Schema = SqlIdentifier.Parse("local.public"),
        Sources = [SqlIdentifier.Parse("local.public.pairs")],
        Execution = new() { Role = "TRAINER" },
    };

    private static readonly BaseModelCheckRequest Call = new("claude-sonnet-4-6", BaseModelUse.Call);

    private static readonly LocalBaseModel Claude = new("claude-sonnet-4-6") { Regions = ["AWS_US_WEST_2"], CrossRegions = ["AWS_US"] };

    [Fact]
    public async Task ListAsync_TellsWhatTheAccountSays()
    {
        await using var sdk =
            new SdkFixture(new() { BaseModels = ["mistral-7b", Claude with { LifecycleStatus = "LEGACY", LegacyDate = "2026-01-01" }] });
        var models = await sdk.BaseModels.ListAsync();
        Assert.Equal(["claude-sonnet-4-6", "mistral-7b"], models.Select(m => m.Name));
        Assert.Equal((BaseModelLifecycle.Legacy, "2026-01-01"), (models[0].Lifecycle!.Value, models[0].LegacyDate));
        Assert.Equal(["AWS_US_WEST_2"], models[0].Regions!);
        Assert.Equal(["AWS_US"], models[0].CrossRegions!);
    }

    [Theory]
    [InlineData("DISABLED", false)]
    [InlineData("AWS_EU", false)]
    [InlineData("AWS_US", true)]
    [InlineData("ANY_REGION", true)]
    public async Task CheckAsync_CallAcrossRegions_DependsOnTheParameter(string crossRegion, bool isUsable)
    {
        await using var sdk = new SdkFixture(new()
        {
            Region = "AWS_EU_CENTRAL_1",
            BaseModels = [Claude],
            Parameters = new Dictionary<string, string> { ["CORTEX_ENABLED_CROSS_REGION"] = crossRegion },
        });
        var check = await sdk.BaseModels.CheckAsync(Call with { Probe = true });
        Assert.Equal(isUsable, check.IsUsable);
        if (!isUsable)
        {
            // The probe says the same as the check.
            Assert.Equal([BaseModelFindingKind.Region, BaseModelFindingKind.Probe], check.Findings.Take(2).Select(f => f.Kind));
            Assert.Contains($"CORTEX_ENABLED_CROSS_REGION = '{crossRegion}'", check.Findings[0].Message, StringComparison.Ordinal);
            Assert.Contains("AWS_US or ANY_REGION", check.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CheckAsync_EndOfLife_CannotBeCalled()
    {
        await using var sdk = new SdkFixture(new() { BaseModels = [Claude with { LifecycleStatus = "EOL", EolDate = "2026-09-01" }] });
        var finding = (await sdk.BaseModels.CheckAsync(Call)).Findings[0];
        Assert.Equal((BaseModelFindingKind.Lifecycle, FindingSeverity.Error), (finding.Kind, finding.Severity));
        Assert.Contains("2026-09-01", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_UnknownModel_IsNotListed()
    {
        await using var sdk = new SdkFixture();
        var check = await sdk.BaseModels.CheckAsync(new("no-such-model", BaseModelUse.Tune));
        // The allowlist has every model there is, which leaves it open whether this is one.
        Assert.Equal(
            [(BaseModelFindingKind.Tuning, FindingSeverity.Error), (BaseModelFindingKind.Listing, FindingSeverity.Warning)],
            check.Findings.Where(f => f.Severity > FindingSeverity.Information).Select(f => (f.Kind, f.Severity)));
        var error = Assert.Throws<CortexException>(check.ThrowIfNotUsable);
        Assert.Equal("no-such-model", error.Model);
        Assert.Contains("no-such-model cannot be tuned here.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The role may not use the model's object; what the check says of the allowlist is what a probe says.</summary>
    [Theory]
    [InlineData("All", true)]
    [InlineData("mistral-7b,claude-sonnet-4-6", true)]
    [InlineData("mistral-7b", false)]
    [InlineData("None", false)]
    public async Task CheckAsync_ModelOfNoGrant_DependsOnTheAllowlist(string allowlist, bool isUsable)
    {
        await using var sdk =
            new SdkFixture(new() { BaseModels = [Claude], Parameters = new Dictionary<string, string> { ["CORTEX_MODELS_ALLOWLIST"] = allowlist } });
        await sdk.RunAsync(SqlStatement.Create($"CREATE ROLE trainer"));
        await sdk.RunAsync(SqlStatement.Create($"REVOKE APPLICATION ROLE SNOWFLAKE.\"CORTEX-MODEL-ROLE-ALL\" FROM ROLE PUBLIC"));
        var check = await sdk.BaseModels.CheckAsync(Call with { Execution = Tune.Execution });
        Assert.Equal(isUsable, check.IsUsable);
        Assert.Equal(!isUsable, check.Findings.Any(f => f.Kind == BaseModelFindingKind.Listing));
        var probed = await sdk.BaseModels.CheckAsync(Call with { Execution = Tune.Execution, Probe = true });
        Assert.Equal(!isUsable, probed.Findings.Any(f => f.Kind == BaseModelFindingKind.Probe));
    }

    [Fact]
    public async Task CheckAsync_TargetSchemaThatMayNotBeUsed_IsTold()
    {
        await using var sdk = new SdkFixture();
        await sdk.RunAsync(SqlStatement.Create($"CREATE ROLE trainer"));
        await sdk.RunAsync(SqlStatement.Create($"GRANT CREATE MODEL ON SCHEMA local.public TO ROLE trainer"));
        var check = await sdk.BaseModels.CheckAsync(Tune with { Sources = [] });
        Assert.Equal(
            [
                "Role TRAINER lacks a privilege: GRANT USAGE ON DATABASE LOCAL TO ROLE TRAINER.",
                "Role TRAINER lacks a privilege: GRANT USAGE ON SCHEMA LOCAL.PUBLIC TO ROLE TRAINER.",
            ],
            check.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Message));
    }

    [Fact]
    public async Task CheckAsync_TuneInAnotherRegion_NamesTheRegions()
    {
        await using var sdk = new SdkFixture(new() { Region = "AZURE_WESTEUROPE" });
        var finding =
            Assert.Single((await sdk.BaseModels.CheckAsync(Tune with { Execution = null })).Findings, f => f.Severity == FindingSeverity.Error);
        Assert.Equal(BaseModelFindingKind.Region, finding.Kind);
        Assert.Contains("AZURE_WESTEUROPE but in AWS_US_WEST_2", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_RoleWithoutPrivileges_GetsTheGrantsThatItLacks()
    {
        await using var sdk = new SdkFixture();
        await sdk.FillPairsAsync();
        await sdk.RunAsync(SqlStatement.Create($"CREATE ROLE trainer"));
        await sdk.RunAsync(SqlStatement.Create($"REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC"));

        while (await sdk.BaseModels.CheckAsync(Tune) is { IsUsable: false } check)
        {
            // What a finding proposes is a statement that mends it.
            var missing = check.Findings.First(f => f.Severity == FindingSeverity.Error);
            Assert.Equal(BaseModelFindingKind.Privilege, missing.Kind);
            var grant = missing.Message[(missing.Message.IndexOf("GRANT", StringComparison.Ordinal))..^1];
            await sdk.RunAsync(SqlStatement.Create($"{SqlText.Trusted(grant)}"));
            Assert.DoesNotContain(missing, (await sdk.BaseModels.CheckAsync(Tune)).Findings);
        }

        var jobId = await sdk.FineTune.CreateAsync(SdkFixture.TrainOnPairs() with { Execution = Tune.Execution });
        Assert.Equal(FineTuningStatus.Success, (await sdk.FineTune.WaitUntilFinishedAsync(jobId, SdkFixture.Poll)).Status);
    }

    [Fact]
    public async Task CheckAsync_InheritedRole_Counts()
    {
        await using var sdk = new SdkFixture();
        await sdk.FillPairsAsync();
        foreach (var statement in new[]
                 {
                     "CREATE ROLE trainer", "CREATE ROLE makers", "CREATE ROLE readers", "GRANT ROLE makers TO ROLE trainer",
                     "GRANT ROLE readers TO ROLE makers", "GRANT CREATE MODEL ON SCHEMA local.public TO ROLE makers",
                     "GRANT USAGE ON DATABASE local TO ROLE readers", "GRANT USAGE ON SCHEMA local.public TO ROLE readers",
                     "GRANT SELECT ON TABLE local.public.pairs TO ROLE readers",
                 })
        {
            await sdk.RunAsync(SqlStatement.Create($"{SqlText.Trusted(statement)}"));
        }

        Assert.Empty((await sdk.BaseModels.CheckAsync(Tune)).Findings);
    }
}

using System.Text.Json;

namespace CortexSharp.Local.Tests.Cortex.Registry;

public sealed class BaseModelTests() : AccountTest(new()
{
    Region = "AWS_EU_CENTRAL_1",
    Parameters = new Dictionary<string, string> { ["CORTEX_ENABLED_CROSS_REGION"] = "DISABLED" },
    BaseModels =
    [
        "llama3.1-8b",
        new LocalBaseModel("far-model") { Regions = ["AWS_US_WEST_2"], CrossRegions = ["AWS_US", "AWS_APJ"], LifecycleStatus = "PUPR" },
        new LocalBaseModel("lonely-model") { Regions = ["AZURE_EASTUS2"] },
        new LocalBaseModel("old-model") { LifecycleStatus = "EOL", EolDate = "2026-07-10", LegacyDate = "2026-04-01" },
    ],
})
{
    private const string InModels = " IN SCHEMA SNOWFLAKE.MODELS";

    [Fact]
    public async Task Show_BaseModels_TellsTheirLife()
    {
        var rows = await RowsAsync("SHOW CORTEX BASE MODELS" + InModels);

        Assert.Equal(
            "Row of created_on, name, model_type, database_name, schema_name, owner, lifecycle_status, in_region_availability, legacy_date, "
            + "eol_date, cross_region_availability",
            rows[0].ToString());
        Assert.Equal(["FAR-MODEL", "LLAMA3.1-8B", "LONELY-MODEL", "OLD-MODEL"], rows.Select(r => r.Get<string>("name")));
        Assert.Equal("""["AWS_US","AWS_APJ"]""", rows[0].Get<JsonElement>("cross_region_availability").GetRawText());
        Assert.Equal("""["AWS_EU_CENTRAL_1"]""", rows[1].Get<string>("in_region_availability"));
        Assert.Null(rows[1]["cross_region_availability"]);
        Assert.Equal(("CORTEX_BASE", "EOL", "2026-04-01", "2026-07-10"),
            (rows[3].Get<string>("model_type"), rows[3].Get<string>("lifecycle_status"), rows[3].Get<string>("legacy_date"),
                rows[3].Get<string>("eol_date")));
    }

    [Theory]
    [InlineData("SHOW CORTEX BASE MODELS", 0)]
    [InlineData("SHOW CORTEX BASE MODELS LIKE 'llama3.1-8b'" + InModels, 1)]
    [InlineData("SHOW CORTEX BASE MODELS" + InModels + " STARTS WITH 'L'", 2)]
    [InlineData("SHOW CORTEX BASE MODELS" + InModels + " STARTS WITH 'l'", 0)]
    [InlineData("SHOW CORTEX BASE MODELS" + InModels + " LIMIT 3", 3)]
    [InlineData("SHOW CORTEX BASE MODELS IN ACCOUNT", 4)]
    public async Task Show_Filter_Narrows(string statement, int expected) => Assert.Equal(expected, (await RowsAsync(statement)).Count);

    [Theory]
    [InlineData(
        "DISABLED",
        "The model you requested is unavailable in your region. To access it, enable cross region inference with AWS_US, AWS_APJ, ANY_REGION")]
    [InlineData(
        "AWS_EU,AZURE_US",
        "The model you requested is unavailable in your region. To access it, enable cross region inference with AWS_US, AWS_APJ, ANY_REGION")]
    [InlineData(
        "AZURE_GLOBAL",
        "The model you requested is unavailable in your region. To access it, enable cross region inference with AWS_US, AWS_APJ, ANY_REGION")]
    [InlineData("AWS_EU,AWS_US", null)]
    [InlineData("AWS_GLOBAL", null)]
    [InlineData("any_region", null)]
    public async Task Complete_ModelOfAnotherRegion_NeedsCrossRegion(string parameter, string? expected)
    {
        await RowsAsync($"ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = '{parameter}'");

        Assert.Equal(expected, await ErrorAsync("far-model"));
    }

    [Fact]
    public async Task Complete_ModelOfAnotherRegion_RaisesAsUsersReport()
    {
        var error = await FailAsync("SELECT SNOWFLAKE.CORTEX.COMPLETE('far-model', 'Hello.')");

        Assert.Equal((CortexErrorKind.ModelUnavailableInRegion, 100351, "P0000"), (error.Kind, error.ErrorCode, error.SqlState));
    }

    [Fact]
    public async Task Complete_ModelThatNoOtherRegionOffers_IsUnknown()
    {
        await RowsAsync("ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'ANY_REGION'");

        Assert.Equal("unknown model \"lonely-model\"", await ErrorAsync("lonely-model"));
        Assert.Equal("unknown model \"old-model\"", await ErrorAsync("old-model"));
        Assert.Null(await ErrorAsync("SNOWFLAKE.MODELS.\"LLAMA3.1-8B\""));
    }

    [Fact]
    public async Task Region_IsTold() => Assert.Equal("AWS_EU_CENTRAL_1", await ValueAsync("SELECT CURRENT_REGION()"));

    [Fact]
    public async Task FineTune_OutsideTheFourRegions_IsRefused()
    {
        await using var sydney = new LocalCortex(new() { Region = "AWS_AP_SOUTHEAST_2" });

        var error = await Assert.ThrowsAsync<CortexException>(() =>
            RowsAsync(sydney, "SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'm', 'llama3.1-8b', 'SELECT 1')"));

        Assert.Equal(CortexErrorKind.ModelUnavailableInRegion, error.Kind);
    }

    private Task<string?> ErrorAsync(string model) =>
        ValueAsync($"SELECT AI_COMPLETE(model => '{model}', prompt => 'Hello there.', return_error_details => TRUE):error::STRING");
}

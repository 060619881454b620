namespace CortexSharp.Local.Tests.Cortex.Parameters;

public sealed class AccountParametersTests : AccountTest
{
    private const string Name = "CORTEX_ENABLED_CROSS_REGION";

    [Fact]
    public async Task Show_Parameter_HasSnowflakesColumns()
    {
        var row = Assert.Single(await RowsAsync($"SHOW PARAMETERS LIKE '{Name}' IN ACCOUNT"));

        Assert.Equal("Row of key, value, default, level, description, type", row.ToString());
        Assert.Equal((Name, "ANY_REGION", "ANY_REGION", "", "STRING"),
            (row.Get<string>("key"), row.Get<string>("value"), row.Get<string>("default"), row.Get<string>("level"), row.Get<string>("type")));
    }

    [Fact]
    public async Task Set_Parameter_IsShownUntilUnset()
    {
        await RowsAsync($"ALTER ACCOUNT SET {Name} = 'aws_us, AWS_EU'");
        Assert.Equal(("AWS_US,AWS_EU", "ACCOUNT"), await ShownAsync(Local));
        await RowsAsync($"ALTER ACCOUNT UNSET {Name}");
        Assert.Equal(("ANY_REGION", ""), await ShownAsync(Local));
    }

    [Fact]
    public async Task Set_Parameter_StaysInTheFileAndCountsBeforeTheOptions()
    {
        using var file = new TemporaryFile();
        var options = new LocalCortexOptions { Path = file.Path, Parameters = new Dictionary<string, string> { [Name] = "AWS_EU" } };
        await using var first = new LocalCortex(options);
        Assert.Equal(("AWS_EU", "ACCOUNT"), await ShownAsync(first));

        await RowsAsync(first, $"ALTER ACCOUNT SET {Name} = 'AWS_US'");

        await using var second = new LocalCortex(options);
        Assert.Equal(("AWS_US", "ACCOUNT"), await ShownAsync(second));
    }

    [Theory]
    [InlineData($"{Name} = 'MARS'")]
    [InlineData($"{Name} = 'AWS_US,DISABLED'")]
    [InlineData("AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR = 'perhaps'")]
    [InlineData("CORTEX_MODELS_ALLOWLIST = 'All'")]
    public async Task Set_ValueThatIsNotTaken_Fails(string assignment)
    {
        var error = await FailAsync("ALTER ACCOUNT SET " + assignment);

        Assert.Equal((1008, "22023"), (error.ErrorCode, error.SqlState));
        Assert.Contains("invalid value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_Allowlist_CanBeEmptiedOnly()
    {
        await RowsAsync("ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'none'");

        Assert.Equal("None", (await RowsAsync("SHOW PARAMETERS LIKE 'cortex_models%'"))[0].Get<string>("value"));
    }

    [Fact]
    public async Task Set_UnknownParameter_IsRefusedByNameAndNothingIsChanged()
    {
        var error = await FailAsync($"ALTER ACCOUNT SET {Name} = 'AWS_US', NETWORK_POLICY = 'x'");

        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains("NETWORK_POLICY", error.Message, StringComparison.Ordinal);
        Assert.Equal(("ANY_REGION", ""), await ShownAsync(Local));
    }

    [Theory]
    [InlineData("NOTHING", "x")]
    [InlineData(Name, "MARS")]
    public void Options_WrongParameter_ThrowAtOnce(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new LocalCortex(new() { Parameters = new Dictionary<string, string> { [name] = value } }));

    private static async Task<(string, string)> ShownAsync(LocalCortex local) =>
        await RowsAsync(local, $"SHOW PARAMETERS LIKE '{Name}'") is [var row] ? (row.Get<string>("value"), row.Get<string>("level")) : ("", "");
}

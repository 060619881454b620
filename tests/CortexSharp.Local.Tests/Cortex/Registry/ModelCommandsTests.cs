namespace CortexSharp.Local.Tests.Cortex.Registry;

public sealed class ModelCommandsTests : AccountTest
{
    [Fact]
    public async Task ShowModels_TunedModel_HasSnowflakesColumns()
    {
        await TuneAsync();

        var model = Assert.Single(await RowsAsync("SHOW MODELS"));

        Assert.Equal(
            "Row of created_on, name, model_type, database_name, schema_name, owner, comment, versions, default_version_name, aliases",
            model.ToString());
        Assert.Equal(Time.GetUtcNow(), model.Get<DateTimeOffset>("created_on"));
        Assert.Equal("TUNED", model.Get<string>("name"));
        Assert.Equal("CORTEX_FINETUNED", model.Get<string>("model_type"));
        Assert.Equal("ACCOUNTADMIN", model.Get<string>("owner"));
    }

    [Theory]
    [InlineData("SHOW MODELS LIKE 't%'", "TUNED")]
    [InlineData("SHOW MODELS LIKE 'x'", "")]
    [InlineData("SHOW MODELS IN DATABASE local", "OTHER,TUNED")]
    [InlineData("SHOW MODELS IN SCHEMA local.s2", "OTHER")]
    [InlineData("SHOW MODELS LIKE 'llama3.1-8b' IN ACCOUNT", "LLAMA3.1-8B")]
    [InlineData("SHOW MODELS LIKE '%e%' IN SCHEMA LOCAL.PUBLIC", "TUNED")]
    public async Task ShowModels_Filter_Narrows(string statement, string expected)
    {
        await TuneAsync();
        await TuneAsync("s2.other");

        Assert.Equal(expected, string.Join(",", (await RowsAsync(statement)).Select(r => r.Get<string>("name")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task FineTune_TakenName_GetsASuffix()
    {
        await TuneAsync();
        await TuneAsync();

        Assert.Equal(["TUNED", "TUNED_1"], (await RowsAsync("SHOW MODELS")).Select(r => r.Get<string>("name")));
        Assert.Equal("delivery", await ValueAsync("SELECT AI_COMPLETE('tuned_1', 'where is my parcel')"));
    }

    [Fact]
    public async Task Rename_Model_AnswersUnderItsNewNameOnly()
    {
        await TuneAsync();

        await RowsAsync("ALTER MODEL tuned RENAME TO s2.\"Live\"");

        Assert.Equal("delivery", await ValueAsync("SELECT AI_COMPLETE('LOCAL.S2.\"Live\"', 'where is my parcel')"));
        Assert.Null(await ValueAsync("SELECT AI_COMPLETE('tuned', 'where is my parcel')"));
        Assert.Equal("S2", Assert.Single(await RowsAsync("SHOW MODELS IN DATABASE")).Get<string>("schema_name"));
    }

    [Fact]
    public async Task Rename_ToATakenName_Fails()
    {
        await TuneAsync();
        await TuneAsync("other");

        var error = await FailAsync("ALTER MODEL other RENAME TO tuned");

        Assert.Equal((CortexErrorKind.AlreadyExists, 2002), (error.Kind, error.ErrorCode));
    }

    [Fact]
    public async Task Comment_SetInBothWays_IsShown()
    {
        await TuneAsync();

        await RowsAsync("ALTER MODEL tuned SET COMMENT = 'it''s new'");
        Assert.Equal("it's new", (await RowsAsync("SHOW MODELS"))[0].Get<string>("comment"));
        await RowsAsync("COMMENT ON MODEL tuned IS $$text$$");
        Assert.Equal("text", (await RowsAsync("SHOW MODELS"))[0].Get<string>("comment"));
        await RowsAsync("ALTER MODEL IF EXISTS nothing SET COMMENT = 'x'");
    }

    [Fact]
    public async Task Tags_SetAndUnset_AreRead()
    {
        const string read = "SELECT SYSTEM$GET_TAG('stage', 'tuned', 'MODEL')";
        await TuneAsync();

        await RowsAsync("ALTER MODEL tuned SET TAG stage = 'live', LOCAL.PUBLIC.team = 'ml'");
        Assert.Equal("live", await ValueAsync(read));
        Assert.Equal("ml", await ValueAsync("SELECT SYSTEM$GET_TAG('team', 'LOCAL.PUBLIC.TUNED', 'model')"));
        await RowsAsync("ALTER MODEL tuned UNSET TAG stage");
        Assert.Null(await ValueAsync(read));
        Assert.Contains(
            "longer than 256", (await FailAsync($"ALTER MODEL tuned SET TAG stage = '{new string('x', 257)}'")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_Model_TakesItsTagsAlong()
    {
        await TuneAsync();
        await RowsAsync("ALTER MODEL tuned SET TAG stage = 'live'");

        Assert.Equal("TUNED successfully dropped.", await ValueAsync("DROP MODEL tuned"));

        await TuneAsync();
        Assert.Null(await ValueAsync("SELECT SYSTEM$GET_TAG('stage', 'tuned', 'MODEL')"));
    }

    [Theory]
    [InlineData("DROP MODEL nothing")]
    [InlineData("ALTER MODEL nothing RENAME TO other")]
    [InlineData("ALTER MODEL nothing SET COMMENT = 'x'")]
    [InlineData("COMMENT ON MODEL nothing IS 'x'")]
    [InlineData("ALTER MODEL nothing SET TAG t = 'x'")]
    [InlineData("SHOW VERSIONS IN MODEL nothing")]
    public async Task Command_ModelThatIsNotThere_SaysSoAsSnowflakeDoes(string statement)
    {
        var error = await FailAsync(statement);

        Assert.Equal((CortexErrorKind.NotFound, 2003, "42S02"), (error.Kind, error.ErrorCode, error.SqlState));
        Assert.Contains("Model 'LOCAL.PUBLIC.NOTHING' does not exist or not authorized", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DROP MODEL IF EXISTS tuned", "DROP MODEL IF EXISTS")]
    [InlineData("CREATE MODEL m", "CREATE MODEL")]
    [InlineData("CREATE OR REPLACE MODEL m", "CREATE MODEL")]
    [InlineData("ALTER MODEL m SET DEFAULT_VERSION = 'V1'", "ALTER MODEL … SET")]
    [InlineData("ALTER MODEL m VERSION v1 SET ALIAS = a", "ALTER MODEL … VERSION")]
    [InlineData("ALTER MODEL m UNSET COMMENT", "ALTER MODEL … UNSET")]
    public async Task Command_NotOnSnowflakesPages_IsRefusedByName(string statement, string construct)
    {
        var error = await FailAsync(statement);

        Assert.Equal(CortexErrorKind.NotSupported, error.Kind);
        Assert.Contains($"'{construct}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowVersions_TunedModel_HasOne()
    {
        await TuneAsync();

        var version = Assert.Single(await RowsAsync("SHOW VERSIONS IN MODEL LOCAL.PUBLIC.TUNED"));

        Assert.Equal("""["DEFAULT","FIRST","LAST"]""", version.Get<string>("aliases"));
        Assert.True(version.Get<bool>("is_default_version"));
        Assert.Equal("TUNED", version.Get<string>("model_name"));
        Assert.Empty(await RowsAsync("SHOW VERSIONS LIKE 'x%' IN MODEL tuned"));
    }
}

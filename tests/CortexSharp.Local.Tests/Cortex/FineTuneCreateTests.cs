using CortexSharp.Local.Cortex;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class FineTuneCreateTests : IAsyncLifetime
{
    private const string FineTune = "SNOWFLAKE.CORTEX.FINETUNE";

    private readonly CortexHarness _cortex = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Fact]
    public async Task Create_Valid_GivesJobId() => Assert.Matches("^ft_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", await _cortex.CreateJobAsync());

    [Theory]
    [InlineData("tuned", "DB.SCH.TUNED")]
    [InlineData("other.tuned_2", "DB.OTHER.TUNED_2")]
    [InlineData("a.b.c", "A.B.C")]
    [InlineData("\"My Model\"", "DB.SCH.\"My Model\"")]
    [InlineData("a.\"b\".c", "A.\"b\".C")]
    public async Task Create_Name_FollowsTheRulesOfSql(string name, string expected) =>
        Assert.Equal(expected, (await _cortex.TuneAsync(name)).GetProperty("model").GetString());

    [Theory]
    [InlineData("")]
    [InlineData("1abc")]
    [InlineData("_abc")]
    [InlineData("a-b")]
    [InlineData("a$b")]
    [InlineData("a.b.c.d")]
    [InlineData("a..b")]
    [InlineData("größe")]
    public async Task Create_BadName_IsRefused(string name)
    {
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CreateJobAsync(name));

        Assert.Contains("invalid model name", error.Message, StringComparison.Ordinal);
        Assert.Equal("[]", await _cortex.FineTuneAsync(Arg.Text("SHOW")));
    }

    [Fact]
    public async Task Create_BaseModelThatCannotBeTuned_IsRefused()
    {
        var error = await Assert.ThrowsAsync<LocalSqlException>(
            () => _cortex.FineTuneAsync(Arg.Text("CREATE"), Arg.Text("m"), Arg.Text("mistral-7b"), Arg.Text(CortexHarness.TrainingQuery)));

        Assert.Contains("fine-tuning takes llama3.1-8b", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"max_epochs":0}""")]
    [InlineData("""{"max_epochs":11}""")]
    [InlineData("""{"max_epochs":2.5}""")]
    [InlineData("""{"max_epochs":"3"}""")]
    [InlineData("""{"learning_rate":0.1}""")]
    [InlineData("[]")]
    [InlineData("max_epochs=3")]
    public async Task Create_BadOptions_IsRefused(string options)
    {
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CreateJobAsync(options: options));

        Assert.Equal(CortexErrorKind.InvalidOptions, error.ToSnowflakeError("q").Kind);
    }

    [Fact]
    public async Task Create_OptionsAsObject_AreTaken()
    {
        var id = await _cortex.FineTuneAsync(
            Arg.Text("create"), Arg.Text("m"), Arg.Text("LLAMA3.1-8B"), Arg.Text(CortexHarness.TrainingQuery), Arg.Null,
            Arg.Json("""{"max_epochs":1}"""));

        var job = await _cortex.WhenStatusAsync(id, "SUCCESS");

        Assert.Equal("""{"max_epochs":1}""", job.GetProperty("options").GetRawText());
        Assert.Equal("llama3.1-8b", job.GetProperty("base_model").GetString());
    }

    [Fact]
    public void Bind_RowArgument_IsRefusedByNumber()
    {
        var error = Assert.Throws<LocalSqlException>(() =>
            _cortex.Functions.Bind(FineTune, [Arg.Text("CREATE"), Arg.Text("m"), Arg.Text("llama3.1-8b"), Arg.Row]));

        Assert.Contains("argument 4 to function SNOWFLAKE.CORTEX.FINETUNE needs to be constant", error.Message, StringComparison.Ordinal);
        Assert.Equal(1015, Assert.Throws<LocalSqlException>(() => _cortex.Functions.Bind(FineTune, [Arg.Row])).Code);
    }

    [Fact]
    public void Bind_WrongCalls_AreRefused()
    {
        Assert.Equal(938, CodeOf());
        Assert.Equal(938, CodeOf(Arg.Text("CREATE"), Arg.Text("m")));
        Assert.Equal(938, CodeOf(Arg.Text("DESCRIBE")));
        Assert.Equal(939, CodeOf(Arg.Text("SHOW"), Arg.Text("x")));
        Assert.Equal(1044, CodeOf(Arg.Text("DELETE"), Arg.Text("x")));
        Assert.Equal(1044, CodeOf(Arg.Json("1")));
        Assert.Equal(1044, CodeOf(Arg.Text("DESCRIBE"), Arg.Null));

        int CodeOf(params CortexArgument[] arguments) => Assert.Throws<LocalSqlException>(() => _cortex.Functions.Bind(FineTune, arguments)).Code;
    }

    [Fact]
    public async Task Create_ShownByManyRows_MakesOneJob()
    {
        var call =
            _cortex.Functions.Bind(FineTune, [Arg.Text("CREATE"), Arg.Text("m"), Arg.Text("llama3.1-8b"), Arg.Text(CortexHarness.TrainingQuery)]);

        var ids = await call.EvaluateAsync([[], [], []], CortexHarness.Context, CancellationToken.None);

        Assert.Single(ids.Distinct());
    }
}

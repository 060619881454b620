using CortexSharp.BaseModels;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.FineTuning;

public class CortexFineTuneClientTests
{
    private readonly Mock<ISqlExecutor> _executor = new();
    private readonly List<SqlStatement> _sent = [];

    private static FineTuningRequest Request(string query = "SELECT prompt, completion FROM t") =>
        new(SqlIdentifier.Parse("db.sch.support_v1"), "llama3.1-8b", SqlStatement.Create($"{SqlText.Trusted(query)}"));

    [Fact]
    public async Task CreateAsync_FullRequest_SendsEscapedLiterals()
    {
        Answers("ft_1");
        var request = new FineTuningRequest(
            SqlIdentifier.Parse("db.sch.\"My Model\""), "llama3.1-8b",
            SqlStatement.Create($"SELECT prompt, completion FROM t WHERE lang = {@"e\n'"} -- all"))
        {
            ValidationQuery = SqlStatement.Create($"WITH v AS (SELECT 1) SELECT prompt, completion FROM v"),
            MaxEpochs = 3,
            Intent = "run:42",
        };
        Assert.Equal("ft_1", await Client().CreateAsync(request));
        Assert.Equal(
            """SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'DB.SCH."My Model"', 'llama3.1-8b', '/* cortexsharp:run:42 */ SELECT prompt, completion FROM t WHERE lang =  ''e\\\\n''''''  -- all"""
            + "\n', 'WITH v AS (SELECT 1) SELECT prompt, completion FROM v\n', '{\"max_epochs\": 3}') AS JOB_ID",
            _sent[0].Text);
        Assert.Empty(_sent[0].Binds);
    }

    [Fact]
    public async Task CreateAsync_OnlyTheNecessary_KeepsPlacesByNull()
    {
        Answers("ft_1");
        await Client().CreateAsync(Request());
        Assert.EndsWith("'SELECT prompt, completion FROM t\n', NULL, NULL) AS JOB_ID", _sent[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1; DROP TABLE t", "semicolon")]
    [InlineData("SELECT 1;", "semicolon")]
    [InlineData("DELETE FROM t", "begins with 'DELETE'")]
    [InlineData("(SELECT 1)", "begins with '('")]
    [InlineData("'secret'", "begins with 'String'")]
    [InlineData("SELECT 1) UNION (SELECT 2", "never opened")]
    [InlineData("SELECT (1", "leaves a parenthesis open")]
    [InlineData("-- nothing", "is empty")]
    [InlineData("/* a */", "is empty")]
    public async Task CreateAsync_WrongQuery_ThrowsNamingThePropertyAndSendsNothing(string query, string expected)
    {
        foreach (var (request, property) in new[]
        {
            (Request(query), "TrainingQuery"),
            (Request() with { ValidationQuery = SqlStatement.Create($"{SqlText.Trusted(query)}") }, "ValidationQuery"),
        })
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => Client().CreateAsync(request));
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
            Assert.Contains(property, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
        }

        _executor.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("SELECT ';' AS prompt, $$;)$$ AS completion FROM t /* ;) */ -- ;)")]
    [InlineData("with x as (select 1) select * from x")]
    [InlineData("/* lead */ SELECT 1")]
    public async Task CreateAsync_OddButRightQuery_IsSent(string query)
    {
        Answers("ft_1");
        await Client().CreateAsync(Request(query));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task CreateAsync_WrongRequest_ThrowsNamingWhatIsWrong()
    {
        await Fails(Request() with { MaxEpochs = 0 }, "MaxEpochs is 0");
        await Fails(Request() with { MaxEpochs = 11 }, "MaxEpochs is 11");
        await Fails(Request() with { BaseModel = "arctic-extract" }, "documents");
        await Fails(Request() with { BaseModel = "gpt-4" }, "TunableBaseModels");
        await Fails(Request() with { Model = new SqlIdentifier("_x") }, "must begin with a letter");
        await Fails(Request() with { Intent = "a */ b" }, "Intent");
        await Fails(Request() with { Intent = "x\n" }, "Intent");
        _executor.VerifyNoOtherCalls();

        async Task Fails(FineTuningRequest request, string expected) =>
            Assert.Contains(
                expected, (await Assert.ThrowsAnyAsync<ArgumentException>(() => Client().CreateAsync(request))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_ConfiguredBaseModel_IsAccepted()
    {
        Answers("ft_1");
        var client = new CortexFineTuneClient(_executor.Object, [new TunableBaseModel("new-model", 1, 1, 1)]);
        Assert.Equal("ft_1", await client.CreateAsync(Request() with { BaseModel = "new-model" }));
    }

    [Fact]
    public async Task DescribeAsync_Success_ReadsEveryField()
    {
        Answers("""
            {"base_model":"mistral-7b","created_on":1717004388348,"finished_on":1717004691577,"id":"ft_6556","model":"mydb.myschema.my_tuned_model","progress":1.0,"status":"SUCCESS",
             "training_data":"SELECT prompt, completion FROM train","trained_tokens":2670734,"training_result":{"validation_loss":1.0138969421386719,"training_loss":0.6477728401547047},
             "validation_data":"","options":{"max_epochs":3},"new_field":[1]}
            """);
        var job = await Client().DescribeAsync("ft_6556");
        Assert.Equal("SELECT SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', 'ft_6556') AS JOB", _sent[0].Text);
        Assert.Equal(
            ("ft_6556", FineTuningStatus.Success, 1.0, "mistral-7b", "mydb.myschema.my_tuned_model"),
            (job.Id, job.Status, job.Progress, job.BaseModel, job.Model));
        Assert.Equal((1717004388348, 1717004691577), (job.CreatedAt!.Value.ToUnixTimeMilliseconds(), job.FinishedAt!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal(
            ("SELECT prompt, completion FROM train", null, 2670734L, 3), (job.TrainingQuery, job.ValidationQuery, job.TrainedTokens, job.MaxEpochs));
        Assert.Equal(new TrainingLoss(0.6477728401547047, 1.0138969421386719), Assert.Single(job.Losses));
        Assert.Equal(1, job.Raw!.Value.GetProperty("new_field")[0].GetInt32());
    }

    [Theory]
    [InlineData("""{"id":"CortexFineTuningWorkflow_1","progress":0.333,"status":"IN_PROGRESS"}""", "IN_PROGRESS", false)]
    [InlineData("""{"id":"x","status":"RUNNING"}""", "RUNNING", false)]
    [InlineData("""{"id":"x","status":"SOMETHING_NEW","training_result":[]}""", "SOMETHING_NEW", false)]
    [InlineData("""{"id":"x","status":"canceled"}""", "canceled", true)]
    [InlineData("""{"id":"x","status":"CANCELLED"}""", "CANCELLED", true)]
    [InlineData("""{"status":"PENDING"}""", "PENDING", false)]
    [InlineData("\"{\\\"id\\\":\\\"x\\\",\\\"status\\\":\\\"ERROR\\\"}\"", "ERROR", true)]
    public async Task DescribeAsync_OtherForms_AreRead(string cell, string status, bool finished)
    {
        Answers(cell);
        var job = await Client().DescribeAsync("x");
        Assert.Equal((status, finished), (job.Status.Value, job.Status.IsFinished));
    }

    [Fact]
    public async Task DescribeAsync_ResultAsArray_ReadsEachLoss()
    {
        Answers("""{"id":"x","status":"SUCCESS","training_result":[{"training_loss":2},{"training_loss":1,"validation_loss":1.5}]}""");
        Assert.Equal([new TrainingLoss(2, null), new TrainingLoss(1, 1.5)], (await Client().DescribeAsync("x")).Losses);
    }

    [Theory]
    [InlineData(
        """{"id":"x","status":"ERROR","error":{"code":"INVALID_PARAMETER_VALUE","message":"Failed to query input data"}}""",
        "INVALID_PARAMETER_VALUE", "Failed to query input data")]
    [InlineData("""{"id":"x","status":"ERROR","error":"plain"}""", null, "plain")]
    [InlineData("""{"id":"x","status":"ERROR","error":{"reason":1}}""", null, """{"reason":1}""")]
    public async Task DescribeAsync_Error_IsRead(string cell, string? code, string message)
    {
        Answers(cell);
        Assert.Equal(new FineTuningError(code, message), (await Client().DescribeAsync("x")).Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("\"text\"")]
    public async Task DescribeAsync_NoJob_Throws(string? cell)
    {
        Answers(cell);
        Assert.Equal(CortexErrorKind.UnexpectedResponse, (await Assert.ThrowsAsync<CortexException>(() => Client().DescribeAsync("x"))).Kind);
    }

    [Fact]
    public async Task ListAsync_Jobs_AreRead()
    {
        Answers("""[{"id":"ft_9","status":"SUCCESS","base_model":"llama3.1-8b","created_on":1730835118114},{"id":"ft_3","status":"ERROR"}]""");
        var jobs = await Client().ListAsync();
        Assert.Equal(["ft_9", "ft_3"], jobs.Select(j => j.Id));
        Assert.Null(jobs[1].CreatedAt);
    }

    [Theory]
    [InlineData("Canceled Cortex Fine-tuning job: ft_1")]
    [InlineData("\"Canceled Cortex Fine-tuning job: ft_1\"")]
    public async Task CancelAsync_ServersWord_IsSuccess(string answer)
    {
        Answers(answer);
        await Client().CancelAsync("ft_1");
    }

    [Fact]
    public async Task CancelAsync_AnythingElse_Throws()
    {
        Answers("no such job");
        var exception = await Assert.ThrowsAsync<CortexException>(() => Client().CancelAsync("ft_1"));
        Assert.Equal("ft_1", exception.JobId);
    }

    [Fact]
    public void ToString_OfRequestAndJob_DoesNotShowTheQuery()
    {
        Assert.DoesNotContain("SELECT", Request().ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "x IN_PROGRESS 50 %", (new FineTuningJob("x", FineTuningStatus.InProgress) { Progress = 0.5, TrainingQuery = "SELECT" }).ToString());
    }

    private CortexFineTuneClient Client() => new(_executor.Object);

    private void Answers(string? cell) => _executor
        .Setup(e => e.ExecuteAsync(Capture.In(_sent), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(() => SqlResult.Of(["X"], [[cell]]));
}

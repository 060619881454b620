using System.Text.Json;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class FineTuneJobTests : IAsyncLifetime
{
    private readonly CortexHarness _cortex = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Fact]
    public async Task Job_Succeeds_DescribesEverything()
    {
        const string options = """{"max_epochs": 2}""";
        var id = await _cortex.CreateJobAsync(options: options);
        var job = await _cortex.WhenStatusAsync(id, "SUCCESS");

        var result = job.GetProperty("training_result");
        var tokens = CortexHarness.Pairs(60).Sum(p => TokenCounter.Count(p.Item1!) + TokenCounter.Count(p.Item2!)) * 2;
        Assert.Equal(
            $$$"""{"base_model":"llama3.1-8b","created_on":1795348800000,"finished_on":1795348800000,"id":"{{{id}}}","model":"DB.SCH.TUNED","progress":1.0,"status":"SUCCESS","training_data":"{{{CortexHarness.TrainingQuery}}}","trained_tokens":{{{tokens}}},"training_result":{{{result.GetRawText()}}},"validation_data":"","options":{{{options}}}}""",
            job.GetRawText());
        Assert.Equal(["validation_loss", "training_loss"], result.EnumerateObject().Select(p => p.Name));
        Assert.True(result.GetProperty("training_loss").GetDouble() > 0);
    }

    [Fact]
    public async Task Job_Trained_AnswersByName()
    {
        await _cortex.TuneAsync("my_model");

        foreach (var name in (string[])["my_model", "MY_MODEL", "sch.my_model", "DB.SCH.MY_MODEL", "\"MY_MODEL\""])
            Assert.Equal("refund", await _cortex.CompleteAsync(Arg.Text(name), Arg.Text("Ticket 8: I want my money back for order 3")));
        Assert.Null(await _cortex.CompleteAsync(Arg.Text("other.my_model"), Arg.Text("Ticket 8")));
        Assert.Null(await _cortex.CompleteAsync(Arg.Text("\"my_model\""), Arg.Text("Ticket 8")));
    }

    [Fact]
    public async Task Job_MoreEpochs_TrainsMoreTokensToOtherLosses()
    {
        var one = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync("one", options: """{"max_epochs":1}"""), "SUCCESS");
        var five = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync("five", options: """{"max_epochs":5}"""), "SUCCESS");

        Assert.Equal(one.GetProperty("trained_tokens").GetInt64() * 5, five.GetProperty("trained_tokens").GetInt64());
        Assert.True(TrainingLoss(five) < TrainingLoss(one));

        static double TrainingLoss(JsonElement job) => job.GetProperty("training_result").GetProperty("training_loss").GetDouble();
    }

    [Fact]
    public async Task Job_ValidationQuery_IsReadAndShown()
    {
        _cortex.Data.Rows["SELECT v"] = CortexHarness.Pairs(10);

        var job = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(validation: "SELECT v"), "SUCCESS");

        Assert.Equal("SELECT v", job.GetProperty("validation_data").GetString());
        Assert.Equal(2, _cortex.Data.Queries);
        Assert.Equal(("DB", "SCH"), (_cortex.Data.LastContext!.Database, _cortex.Data.LastContext.Schema));
    }

    [Fact]
    public async Task Job_BadQuery_FailsLateInSnowflakesWords()
    {
        var id = await _cortex.CreateJobAsync(query: "select broken;");

        var job = await _cortex.WhenStatusAsync(id, "ERROR");

        Assert.Equal(
            $$$"""{"base_model":"llama3.1-8b","created_on":1795348800000,"finished_on":1795348800000,"id":"{{{id}}}","progress":0.0,"status":"ERROR","training_data":"select broken;","validation_data":"","error":{"code":"INVALID_PARAMETER_VALUE","message":"Failed to query input data for Fine-tuning. Failed to execute query: SELECT \"PROMPT\", \"COMPLETION\" FROM (select broken;). 001003 (42000): 01b2-query: SQL compilation error:\nsyntax error line 1 at position 45 unexpected ';'."}}""",
            job.GetRawText());
    }

    [Fact]
    public async Task Job_RowsWithNull_ArePassedOver()
    {
        _cortex.Data.Rows["some"] = [("p", null), (null, "c"), .. CortexHarness.Pairs(60)];
        _cortex.Data.Rows["none"] = [("p", null), (null, "c")];

        var some = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(query: "some"), "SUCCESS");
        var none = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(query: "none"), "ERROR");
        var validation = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(validation: "none"), "ERROR");

        Assert.Equal((await _cortex.TuneAsync()).GetProperty("trained_tokens").GetInt64(), some.GetProperty("trained_tokens").GetInt64());
        Assert.Equal("The training data has no row with both a prompt and a completion.", Message(none));
        Assert.Equal("The validation data has no row with both a prompt and a completion.", Message(validation));
    }

    [Fact]
    public async Task Job_TooManyRows_Fails()
    {
        _cortex.Data.Rows["many"] = Enumerable.Repeat(((string?)"p", (string?)"c"), 50_001);

        var job = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(query: "many"), "ERROR");

        Assert.Contains("150000 divided by the number of epochs (3)", Message(job), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_OverlongPairs_AreCutWithoutAWord()
    {
        var words = string.Concat(Enumerable.Repeat("word ", 30_000));
        _cortex.Data.Rows["long"] = [(words, words)];

        var job = await _cortex.WhenStatusAsync(await _cortex.CreateJobAsync(query: "long", options: """{"max_epochs":1}"""), "SUCCESS");

        Assert.InRange(job.GetProperty("trained_tokens").GetInt64(), 23_000, 24_000);
    }

    [Fact]
    public async Task Job_NameTaken_GetsSuffix()
    {
        var names = new List<string?>();
        for (var i = 0; i < 3; i++)
            names.Add((await _cortex.TuneAsync()).GetProperty("model").GetString());

        Assert.Equal(["DB.SCH.TUNED", "DB.SCH.TUNED_1", "DB.SCH.TUNED_2"], names);
    }

    [Fact]
    public async Task Show_Jobs_NewestFirst()
    {
        var first = await _cortex.CreateJobAsync();
        await _cortex.WhenStatusAsync(first, "SUCCESS");
        _cortex.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _cortex.CreateJobAsync(query: "broken");
        await _cortex.WhenStatusAsync(second, "ERROR");

        Assert.Equal(
            $$"""[{"id":"{{second}}","status":"ERROR","base_model":"llama3.1-8b","created_on":1795348801000},{"id":"{{first}}","status":"SUCCESS","base_model":"llama3.1-8b","created_on":1795348800000}]""",
            await _cortex.FineTuneAsync(Arg.Text("SHOW")));
    }

    [Fact]
    public async Task Cancel_RunningJob_StopsItAtOnce()
    {
        _cortex.Data.Gate = new TaskCompletionSource().Task;
        var id = await _cortex.CreateJobAsync();
        await _cortex.Data.Asked;

        var text = await _cortex.FineTuneAsync(Arg.Text("CANCEL"), Arg.Text(id));

        Assert.Equal($"Canceled Cortex Fine-tuning job: {id}", text);
        Assert.Equal("CANCELLED", (await _cortex.DescribeAsync(id)).GetProperty("status").GetString());
        _cortex.Data.Gate = Task.CompletedTask;
        await _cortex.TuneAsync("next");
        Assert.Single(_cortex.Models.List());
    }

    [Fact]
    public async Task Cancel_FinishedJob_IsRefused()
    {
        var id = (await _cortex.TuneAsync()).GetProperty("id").GetString()!;

        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.FineTuneAsync(Arg.Text("CANCEL"), Arg.Text(id)));

        Assert.Contains("is finished with status SUCCESS", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCEL")]
    [InlineData("DESCRIBE")]
    public async Task Operation_UnknownJob_DoesNotExist(string operation)
    {
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.FineTuneAsync(Arg.Text(operation), Arg.Text("ft_none")));

        Assert.Equal(2003, error.Code);
        Assert.Equal(CortexErrorKind.NotFound, error.ToSnowflakeError("q").Kind);
    }

    private static string Message(JsonElement job) => job.GetProperty("error").GetProperty("message").GetString()!;
}

using System.Globalization;
using System.Text.RegularExpressions;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Samples.Quickstart.Tests;

public sealed partial class QuickstartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortexsharp-quickstart-");

    [Fact]
    public async Task Run_ItsOwnTickets_TunedModelIsBetter()
    {
        var (exitCode, output, errors) = await SampleProcess.RunAsync("Quickstart", "--database", File("own.db"), "--report", File("own.html"));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("CortexSharp Quickstart", await System.IO.File.ReadAllTextAsync(File("own.html")), StringComparison.Ordinal);
        Assert.Contains($"Report: {File("own.html")}", output, StringComparison.Ordinal);
        var (model, score, failed, rows) = Results(output)[0];
        var tuned = Results(output)[1];
        Assert.Equal(("base", 0, 160), (model, failed, rows));
        Assert.Equal(("tuned", 0, 160), (tuned.Model, tuned.Errors, tuned.Rows));
        Assert.InRange(score, 0.25, 0.6);
        Assert.InRange(tuned.ExactMatch, 0.8, 1);
        Assert.Contains("Labels: account_access", output, StringComparison.Ordinal); // the base model's prompt is shown
        Assert.Contains("UseSnowflake", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverHttp_FiguresAsInProcess()
    {
        await using var server = await LocalCortexServer.StartAsync();
        var inProcess = SampleProcess.RunAsync("Quickstart", "--database", File("process.db"));
        var (exitCode, output, errors) = await SampleProcess.RunAsync("Quickstart", "--rest", server.Url.ToString());
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(Results((await inProcess).Output), Results(output));
        Assert.Equal(Answers((await inProcess).Output), Answers(output));
        // What the one process asked, the server's engine has.
        Assert.Single(
            JobId()
                .Matches(
                    (await Sql.SqlExecutorExtensions.QueryScalarAsync<string>(
                        server.Cortex, Sql.SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')")))!));
    }

    [Fact]
    public async Task Run_OwnJsonl_UsesItsColumns()
    {
        var data = File("own.jsonl");
        await System.IO.File.WriteAllLinesAsync(data, Enumerable.Range(0, 60).Select(i => i % 2 == 0
            ? $$"""{"text": "my parcel {{i}} is late and never came", "intent": "delivery"}"""
            : $$"""{"text": "please give my money back for order {{i}}", "intent": "refund"}"""));
        var (exitCode, output, _) = await SampleProcess.RunAsync(
            "Quickstart", "--data", data, "--prompt-column", "text", "--completion-column", "intent", "--database", File("jsonl.db"));
        Assert.Equal(0, exitCode);
        Assert.Equal(1, Results(output)[1].ExactMatch);
    }

    [Fact]
    public async Task Run_WrongInput_OneLineAndExitCode2()
    {
        await System.IO.File.WriteAllTextAsync(File("empty.csv"), "");
        await System.IO.File.WriteAllTextAsync(File("header.csv"), "prompt,completion\n");
        await System.IO.File.WriteAllTextAsync(File("other.csv"), "question,answer\na,b\n");
        await System.IO.File.WriteAllTextAsync(File("ragged.csv"), "prompt,completion\na,b\nc\n");
        await System.IO.File.WriteAllTextAsync(File("data.xlsx"), "x");
        await System.IO.File.WriteAllTextAsync(File("gap.jsonl"), """{"prompt": "a", "completion": ""}""");
        foreach (var (arguments, expected) in new (string[], string)[]
        {
            (["--data", File("missing.csv")], "There is no file"),
            (["--data", File("empty.csv")], ""),
            (["--data", File("header.csv")], "has no rows"),
            (["--data", File("other.csv")], "has no column 'prompt'; it has question, answer"),
            (["--data", File("ragged.csv")], "line 3"),
            (["--data", File("data.xlsx")], ".csv"),
            (["--data", File("gap.jsonl")], "line 1: prompt or completion is empty"),
            (["--validation", File("header.csv")], "--validation needs --data"),
            (["--report", File("missing/report.html")], "there is no folder"),
            (["--epochs", "many"], "many"),
            (["--epochs", "11"], "from 1 to 10"),
            (["--rest", "http://127.0.0.1:1"], "--database belongs to the server"),
        })
        {
            var (exitCode, _, errors) = await SampleProcess.RunAsync("Quickstart", [.. arguments, "--database", File("wrong.db")]);
            Assert.Equal(2, exitCode);
            Assert.Contains(expected, errors, StringComparison.Ordinal);
            Assert.Single(errors.Trim().Split('\n'));
        }
    }

    [Fact]
    public async Task Run_KilledWhileTraining_FinishesTheSameJobUnderEachDescribeVariant()
    {
        string[] variants =
        [
            "None", "RunningShowsStatusOnly", "ResultAsArray", "ExtraKeys", "SaysRunning", "BareModelName", "NoTrainingData", "NoOptionalKeys",
            "NoComments", "RunningShowsStatusOnly,NoOptionalKeys,SaysRunning",
        ];
        await Task.WhenAll(variants.Select(KillAndResumeAsync));
    }

    private async Task KillAndResumeAsync(string variant)
    {
        string[] arguments = ["--database", File(variant + ".db"), "--describe", variant];
        string started;
        using (var killed = SampleProcess.Start("Quickstart", [.. arguments, "--epoch-seconds", "60"]))
        {
            started = await killed.ReadUntilAsync("Fine-tuning job ft_");
            killed.Kill();
        }

        var (exitCode, output, errors) = await SampleProcess.RunAsync("Quickstart", arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(started, Assert.Single(output.Split('\n'), l => l.Contains("Fine-tuning job ft_", StringComparison.Ordinal)));
        await using var local = new Local.LocalCortex(new() { Path = File(variant + ".db") });
        var jobs =
            await Sql.SqlExecutorExtensions.QueryScalarAsync<string>(local, Sql.SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')"));
        Assert.Single(JobId().Matches(jobs!));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name) => Path.Combine(_folder.FullName, name);

    private static IEnumerable<string> Answers(string output) => output.Split('\n').Where(line => line.StartsWith("A ", StringComparison.Ordinal));

    private static List<(string Model, double ExactMatch, int Errors, int Rows)> Results(string output) =>
    [
        .. output.TrimEnd().Split('\n')[^2..].Select(line => ResultLine().Match(line)).Select(m => (
            m.Groups[1].Value, double.Parse(
                m.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(
                    m.Groups[3].Value, CultureInfo.InvariantCulture), int.Parse(m.Groups[4].Value, CultureInfo.InvariantCulture))),
    ];

    [GeneratedRegex(@"^(base|tuned) exact_match=([01]\.\d{3}) errors=(\d+) n=(\d+)\r?$")]
    private static partial Regex ResultLine();

    [GeneratedRegex("\"id\"")]
    private static partial Regex JobId();
}

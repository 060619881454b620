using System.Globalization;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.FineTuning;
using Spectre.Console;

namespace CortexSharp.Samples.Quickstart;

/// <summary>What the sample shows.</summary>
internal sealed class Screen(PairSet pairs)
{
    public void Begin()
    {
        AnsiConsole.MarkupLine("[bold]CortexSharp Quickstart[/] — an offline Cortex answers: small statistical models, not LLMs.");
        var kind = pairs.Labels.Count > 0 ? $"{pairs.Labels.Count} labels" : "free-text completions";
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"Data: {pairs.Training.Count} training pairs, {pairs.Validation.Count} held out, {kind}.");
    }

    public void ShowBasePrompt(string instruction)
    {
        var prompt = instruction + pairs.Validation[0].Prompt;
        AnsiConsole.Write(new Panel(Markup.Escape(prompt.Length > 1200 ? prompt[..1200] + " …" : prompt)).Header("A prompt for the base model"));
    }

    public static async Task<FineTuningJob> ShowTrainingAsync(string jobId, Func<IProgress<FineTuningJob>, Task<FineTuningJob>> train)
    {
        AnsiConsole.MarkupLineInterpolated($"Fine-tuning job {jobId}");
        FineTuningJob? finished = null;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("Fine-tuning", maxValue: 1);
                finished = await train(new Reporter(job =>
                {
                    bar.Description = $"Fine-tuning {job.Status}";
                    bar.Value = job.Progress ?? 0;
                }));
                bar.Value = 1;
            });
        var loss = finished!.Losses is [.., var last] ? last : null;
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"Model {finished.Model}, {finished.TrainedTokens} tokens trained, loss {loss?.Training:0.000} (validation {loss?.Validation:0.000}).");
        return finished;
    }

    public static void ShowModels(params Measurement[] measurements)
    {
        var table = new Table().AddColumns("Model", "Errors", "Rows", "Rows/s");
        foreach (var m in measurements)
        {
            table.AddRow(
                Markup.Escape(m.Run.Name), Text(m.Run.Errors), Text(m.Run.Count), m.RowsPerSecond.ToString("N0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowComparison(RunComparison comparison)
    {
        var table = new Table().AddColumns("Measure", "Base", "Tuned", "Difference, with 95 % interval", "p", "Better / same / worse");
        foreach (var m in comparison.Measures)
        {
            table.AddRow(
                m.Measure.Name, Share(m.Baseline), Share(m.System),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{m.Difference:+0.000;-0.000} ({m.Interval.Low:+0.000;-0.000} to {m.Interval.High:+0.000;-0.000})"),
                m.AdjustedPValue is { } p ? p.ToString(p < 0.0001 ? "0.0e0" : "0.0000", CultureInfo.InvariantCulture) : "",
                $"{Text(m.Wins)} / {Text(m.Ties)} / {Text(m.Losses)}");
        }

        AnsiConsole.Write(table);
    }

    public static void ShowAnswer(string question, string answer)
    {
        AnsiConsole.MarkupLineInterpolated($"[grey]Q[/] {question}");
        AnsiConsole.MarkupLineInterpolated($"[grey]A[/] [bold]{answer}[/]");
    }

    public static void End(RunComparison comparison, string reportPath)
    {
        AnsiConsole.MarkupLine(
            "To run this on a Snowflake account: in Program.cs [bold]UseLocal(…)[/] becomes [bold]UseRest(…)[/] or [bold]UseSnowflake(…)[/] with "
            + "your account; in MainJob.cs the poll policy becomes the default. See docs/getting-started.md.");
        Console.WriteLine($"Report: {reportPath}");
        var exactMatch = comparison.Find("exact_match")!;
        Console.WriteLine(Line("base", exactMatch.Baseline, comparison.Baseline));
        Console.WriteLine(Line("tuned", exactMatch.System, comparison.System));
    }

    private static string Line(string name, double exactMatch, ScoredRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} exact_match={exactMatch:0.000} errors={run.Errors} n={run.Count}");

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Reporter(Action<FineTuningJob> show) : IProgress<FineTuningJob>
    {
        public void Report(FineTuningJob value) => show(value);
    }
}

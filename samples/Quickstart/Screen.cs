using System.Globalization;
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
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Data: {pairs.Training.Count} training pairs, {pairs.Validation.Count} held out, {kind}.");
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

    public static void ShowComparison(string baseModel, Measurement before, string tunedModel, Measurement after)
    {
        var table = new Table().AddColumns("Model", "Exact match", "Errors", "Rows", "Rows/s");
        foreach (var (model, m) in new[] { (baseModel, before), (tunedModel, after) })
        {
            table.AddRow(
                Markup.Escape(model), m.ExactMatch.ToString("P1", CultureInfo.InvariantCulture), Text(m.Errors), Text(m.Count), m.RowsPerSecond.ToString("N0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowAnswer(string question, string answer)
    {
        AnsiConsole.MarkupLineInterpolated($"[grey]Q[/] {question}");
        AnsiConsole.MarkupLineInterpolated($"[grey]A[/] [bold]{answer}[/]");
    }

    public static void End(Measurement before, Measurement after)
    {
        AnsiConsole.MarkupLine("To run this on a Snowflake account: in Program.cs [bold]UseLocal(…)[/] becomes [bold]UseDbDataSource(…)[/] with Snowflake.Data's data source, whose connection string names database and schema; in MainJob.cs the poll policy becomes the default. See docs/getting-started.md.");
        Console.WriteLine(Line("base", before));
        Console.WriteLine(Line("tuned", after));
    }

    private static string Line(string name, Measurement m) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} exact_match={m.ExactMatch:0.000} errors={m.Errors} n={m.Count}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Reporter(Action<FineTuningJob> show) : IProgress<FineTuningJob>
    {
        public void Report(FineTuningJob value) => show(value);
    }
}

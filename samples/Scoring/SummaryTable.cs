using System.Globalization;
using Spectre.Console;

namespace CortexSharp.Samples.Scoring;

/// <summary>The summary, on standard error, so that standard output holds scores only.</summary>
internal static class SummaryTable
{
    public static void Show(IEnumerable<IMetric> metrics, ScoringRun run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (!Console.IsErrorRedirected)
            console.WriteLine();
        else
            console.Profile.Width = 200; // a log has no width; breaking lines at 80 would spoil it
        var count = string.Create(CultureInfo.InvariantCulture, $"{run.Pairs} {(run.Pairs == 1 ? "pair" : "pairs")}, {Lines(run.BrokenLines)}.");
        if (run.Pairs == 0)
        {
            // A table would show scores of nothing.
            console.WriteLine(count);
            return;
        }

        var table = new Table().AddColumns("Metric", "Score", "95 % interval", "How");
        foreach (var row in metrics.SelectMany(metric => metric.Summarize()))
        {
            var format = "F" + row.Decimals.ToString(CultureInfo.InvariantCulture);
            table.AddRow(
                Markup.Escape(row.Metric),
                row.Estimate.Score.ToString(format, CultureInfo.InvariantCulture),
                $"± {row.Estimate.HalfWidth.ToString(format, CultureInfo.InvariantCulture)}",
                Markup.Escape(row.Note));
        }

        console.Write(table);
        console.WriteLine(count);
    }

    private static string Lines(long broken) => string.Create(CultureInfo.InvariantCulture, $"{broken} broken {(broken == 1 ? "line" : "lines")}");
}

using System.Globalization;
using System.Text;

namespace CortexSharp.Evaluation.Reports;

/// <summary>The figures of a report as Markdown.</summary>
internal static class MarkdownReport
{
    /// <summary>A space without width, which is not seen but ends a word.</summary>
    private const string NoLink = "&#8203;";

    public static string Of(EvaluationReport report)
    {
        var comparison = report.Comparison;
        var text = new StringBuilder();
        text.Append("# ").Append(Safe(report.Title)).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Safe(comparison.System.Name)} against {Safe(comparison.Baseline.Name)}, ");
        text.Append(CultureInfo.InvariantCulture, $"on {Figure.Count(comparison.Cases)} cases that both have answers to ");
        text.Append(CultureInfo.InvariantCulture, $"({Figure.Count(comparison.OnlyInBaseline.Length)} only in the baseline, ");
        text.Append(CultureInfo.InvariantCulture, $"{Figure.Count(comparison.OnlyInSystem.Length)} only in the system).\n\n");
        if (report.Verdict is { } verdict)
        {
            text.Append(CultureInfo.InvariantCulture, $"**{verdict.Outcome}**\n\n");
            foreach (var finding in verdict.Findings)
                text.Append(CultureInfo.InvariantCulture, $"- {finding.Outcome}: {Safe(finding.Reason)}\n");
            text.Append('\n');
        }

        Add(text, ReportTables.Measures(report));
        Add(text, ReportTables.Estimates(report));
        Add(text, ReportTables.Pairwise(report));
        Add(text, ReportTables.Runs(report));
        Add(text, ReportTables.Slices(report));
        Add(text, ReportTables.History(report, report.HistoryToNow));
        return text.ToString();
    }

    private static void Add(StringBuilder text, ReportTable table)
    {
        if (table.Rows.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"## {Safe(table.Title)}\n\n");
        Row(text, table.Columns);
        Row(text, table.Columns.Select(_ => "---"));
        foreach (var row in table.Rows)
            Row(text, row.Select(Safe));
        text.Append(table.Left > 0 ? $"\n{Figure.Count(table.Left)} more rows are left out.\n\n" : "\n");
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>
    /// Text that is nothing but text in Markdown: no markup, no HTML, one line; and nobody is called and nothing linked where it is shown.
    /// </summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var (i, c) in text.Index())
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' or '~' or '&' or '(' or ')')
                safe.Append('\\');
            safe.Append(char.IsControl(c) ? ' ' : c);
            if (IsLink(text.AsSpan(0, i), c, text.AsSpan(i + 1)))
                safe.Append(NoLink);
        }

        return safe.ToString();
    }

    /// <summary>
    /// What sites make links of without any markup: @team, which also tells all who are in it, #7, and addresses (GitHub Flavored Markdown,
    /// "Autolinks (extension)"). Escapes do not stop them.
    /// </summary>
    private static bool IsLink(ReadOnlySpan<char> before, char c, ReadOnlySpan<char> after) => c switch
    {
        '@' or '#' => true,
        ':' => after.StartsWith("//"),
        '.' => before.EndsWith("www", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}

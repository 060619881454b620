using System.Globalization;
using System.Text;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Writes plans.</summary>
internal static class RetirementPlanText
{
    public static string ToMarkdown(RetirementPlan plan)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Tuned models, unused for {plan.Policy.UnusedFor.TotalDays:0.#} days or not\n\n");
        text.Append("| model | verdict | created | why |\n|---|---|---|---|\n");
        foreach (var m in plan.Models)
            AppendRow(text, m.Model, m.Verdict, Text(DateOnly.FromDateTime(m.CreatedAt.UtcDateTime)), string.Join(' ', m.Reasons));
        if (plan.Models.All(m => m.Usage.Count == 0))
            return text.ToString();
        text.Append("\nWhat each source shows of the same calls; never add them up.\n\n");
        text.Append("| model | day | source | caller | calls | failed | tokens | credits |\n|---|---|---|---|---:|---:|---:|---|\n");
        foreach (var (m, d) in plan.Models.SelectMany(m => m.Usage, (m, d) => (m, d)))
            AppendRow(text, m.Model, Text(d.Day), d.Source, d.Caller, d.Calls, d.Errors, d.Tokens, string.Join(", ", d.Credits));
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, params ReadOnlySpan<object?> cells)
    {
        foreach (var cell in cells)
            text.Append("| ").Append(MarkdownCell.Of(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")).Append(' ');
        text.Append("|\n");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

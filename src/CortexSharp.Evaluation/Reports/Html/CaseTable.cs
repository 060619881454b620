namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>The table of cases, and how it is filtered.</summary>
internal static class CaseTable
{
    public static Markup Before(EvaluationReport report, CaseSelection selection, int missing)
    {
        var html = new HtmlBuilder();
        html.Add($"""<section id="cases" aria-labelledby="cases-title"><h2 id="cases-title">Cases</h2>""");
        html.Add($"<p>{Figure.Count(selection.Count - missing)} of {Figure.Count(selection.Cases)} cases are shown: ");
        html.Add($"{Figure.Count(selection.ShownRegressions)} of {Figure.Count(selection.Regressions)} regressions ");
        html.Add($"by {ShownText.Name(report.Column.Measure.Name)}, the worst first, ");
        html.Add($"then {Figure.Count(selection.Count - selection.ShownRegressions)} others, chosen by chance (seed {report.Options.Seed}). ");
        html.Add($"{Figure.Count(selection.Cases - selection.Count)} cases are left out.");
        if (missing > 0)
            html.Add($" Of {Figure.Count(missing)} chosen cases there are no texts.");
        html.Add($" In the answers, <del>words that only the baseline has</del> are struck through, ");
        html.Add($"<ins>words that only the system has</ins> underlined.</p>");
        html.Add($"""<form id="filter" role="search" aria-label="Filter cases" hidden>""");
        html.Add($"""<label>Text <input name="text" type="search" autocomplete="off"></label> """);
        html.Add($"""<label>Outcome <select name="outcome"><option value="">all</option>""");
        foreach (var outcome in Enum.GetValues<CaseOutcome>())
            html.Add($"<option>{CaseRecords.Name(outcome)}</option>");
        html.Add($"""</select></label> <output id="shown" aria-live="polite"></output></form>""");
        html.Add($"""<div class="wide" tabindex="0" role="region" aria-labelledby="cases-title"><table class="cases" role="table">""");
        html.Add($"""<thead role="rowgroup"><tr role="row">""");
        foreach (var heading in (string[])["Case", "Prompt", "Reference", "Baseline", "System"])
            html.Add($"""<th role="columnheader" scope="col">{heading}</th>""");
        return html.Add($"""</tr></thead><tbody role="rowgroup">""").Build();
    }

    public static Markup After { get; } = new("</tbody></table></div></section>\n");

    /// <summary>The chosen cases, in the order of the selection; those without texts are not there. Everything else is read past.</summary>
    public static async Task<CaseRow[]> ReadAsync(
        EvaluationReport report, CaseSelection selection, CaseOutcomes outcomes, Confusions confusions, CancellationToken cancellationToken)
    {
        var rows = new CaseRow?[selection.Count];
        await foreach (var item in report.Cases!.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!outcomes.TryFind(item.Case.Key, out var pair))
                continue;
            confusions.Add(item);
            if (selection.TryFind(item.Case.Key, out var place))
                rows[place] = CaseRow.Of(report, item, outcomes.Of(pair), pair);
        }

        return [.. rows.OfType<CaseRow>()];
    }
}

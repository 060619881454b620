using System.Text;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>The report as one page.</summary>
internal sealed class HtmlReport(EvaluationReport report)
{
    /// <summary>How large the file may be.</summary>
    public const int MaxBytes = 10_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var outcomes = new CaseOutcomes(report.Comparison, report.Column);
        var selection = new CaseSelection(report, outcomes);
        var confusions = new Confusions(report.Options.Labels);
        var rows = report.Cases is null
            ? []
            : await CaseTable.ReadAsync(report, selection, outcomes, confusions, cancellationToken).ConfigureAwait(false);

        // First all that there is once; what it leaves is for the cases.
        List<Markup> before = [Head(), FigureSections.Summary(report), FigureSections.Measures(report), FigureSections.Cost(report),
            FigureSections.Distributions(report)];
        if (report.Cases is not null && report.Options.Labels.Count > 0)
            before.Add(FigureSections.Labels(confusions));
        before.AddRange([FigureSections.Slices(report), FigureSections.History(report)]);
        if (report.Cases is not null && report.Options.MaxCases > 0)
            before.Add(CaseTable.Before(report, selection, selection.Count - rows.Length));
        List<Markup> after = report.Cases is not null && report.Options.MaxCases > 0 ? [CaseTable.After, Foot()] : [Foot()];
        var left = MaxBytes - before.Concat(after).Sum(part => Utf8.GetByteCount(part.Value ?? ""));

        var writer = new StreamWriter(stream, Utf8, bufferSize: 64 * 1024, leaveOpen: true);
        await using var owned = writer.ConfigureAwait(false);
        var parts = before.Concat(rows.Select(row => row.Render(left / rows.Length))).Concat(after);
        foreach (var part in parts)
            await writer.WriteAsync(part.Value.AsMemory(), cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private Markup Head()
    {
        var html = new HtmlBuilder();
        html.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">""");
        html.Add($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {PageResource.Style.Source}; """);
        html.Add($"""script-src {PageResource.Script.Source}; base-uri 'none'; form-action 'none'">""");
        html.Add($"""<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">""");
        html.Add($"<title>{ShownText.Name(report.Title)}</title>\n<style>{PageResource.Style.Text}</style></head>\n");
        html.Add($"""<body><nav aria-label="Sections"><ul>""");
        foreach (var (id, title) in Sections())
            html.Add($"""<li><a href="#{id}">{title}</a></li>""");
        return html.Add($"</ul></nav><main>\n").Build();
    }

    private IEnumerable<(string Id, string Title)> Sections()
    {
        yield return ("summary", "Summary");
        yield return ("measures", "Measures");
        yield return ("cost", "Cost");
        yield return ("distributions", "Distributions");
        if (report.Cases is not null && report.Options.Labels.Count > 0)
            yield return ("labels", "Labels");
        yield return ("slices", "Slices");
        if (report.History.Count > 0)
            yield return ("history", "History");
        if (report.Cases is not null && report.Options.MaxCases > 0)
            yield return ("cases", "Cases");
    }

    private static Markup Foot() => new HtmlBuilder().Add($"</main><script>{PageResource.Script.Text}</script></body></html>\n").Build();
}

using System.Text;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>The report as one page.</summary>
internal sealed class HtmlReport(EvaluationReport report)
{
    /// <summary>How large the file may be.</summary>
    private const int MaxBytes = 10_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private bool ShowsCases => report.Cases is not null && report.Options.MaxCases > 0;

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var outcomes = new CaseOutcomes(report.Comparison, report.Column);
        var selection = new CaseSelection(report, outcomes);
        var confusions = new Confusions(report.Comparison.Baseline.Metrics);
        var rows = report.Cases is null
            ? []
            : await CaseTable.ReadAsync(report, selection, outcomes, confusions, cancellationToken).ConfigureAwait(false);

        // First all that there is once; what it leaves is for the cases.
        var sections = Sections(confusions);
        Markup[] before =
        [
            Head(sections), .. sections.Select(section => section.Content),
            .. ShowsCases ? [CaseTable.Before(report, selection, selection.Count - rows.Length)] : (Markup[])[],
        ];
        Markup[] after = ShowsCases ? [CaseTable.After, Foot()] : [Foot()];
        var left = MaxBytes - before.Concat(after).Sum(part => Utf8.GetByteCount(part.Value));

        var writer = new StreamWriter(stream, Utf8, bufferSize: 64 * 1024, leaveOpen: true);
        await using var owned = writer.ConfigureAwait(false);
        foreach (var part in before.Concat(rows.Select(row => row.Render(left / rows.Length))).Concat(after))
            await writer.WriteAsync(part.Value.AsMemory(), cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private List<(string Id, string Title, Markup Content)> Sections(Confusions confusions)
    {
        List<(string Id, string Title, Markup Content)> sections =
        [
            ("summary", "Summary", FigureSections.Summary(report)),
            ("measures", "Measures", FigureSections.Measures(report)),
            .. report.Pairwise.Count > 0
                ? [("pairs", "Pairs", FigureSections.Pairwise(report))]
                : (IEnumerable<(string Id, string Title, Markup Content)>)[],
            ("cost", "Cost", FigureSections.Cost(report)),
            ("distributions", "Distributions", FigureSections.Distributions(report)),
        ];
        if (report.Cases is not null && !confusions.IsEmpty)
            sections.Add(("labels", "Labels", confusions.Render()));
        sections.Add(("slices", "Slices", FigureSections.Slices(report)));
        if (report.History.Count > 0)
            sections.Add(("history", "History", FigureSections.History(report)));
        return sections;
    }

    private Markup Head(List<(string Id, string Title, Markup Content)> sections)
    {
        var html = new HtmlBuilder();
        html.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">""");
        html.Add($"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {PageResource.Style.Source}; """);
        html.Add($"""script-src {PageResource.Script.Source}; base-uri 'none'; form-action 'none'">""");
        html.Add($"""<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">""");
        html.Add($"<title>{ShownText.Name(report.Title)}</title>\n<style>{PageResource.Style.Text}</style></head>\n");
        html.Add($"""<body><nav aria-label="Sections"><ul>""");
        foreach (var section in sections)
            html.Add($"""<li><a href="#{section.Id}">{section.Title}</a></li>""");
        if (ShowsCases)
            html.Add($"""<li><a href="#cases">Cases</a></li>""");
        return html.Add($"</ul></nav><main>\n").Build();
    }

    private static Markup Foot() => new HtmlBuilder().Add($"</main><script>{PageResource.Script.Text}</script></body></html>\n").Build();
}

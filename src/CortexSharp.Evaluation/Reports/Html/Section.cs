namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>What the sections of the page have in common.</summary>
internal static class Section
{
    public static Markup Of(string id, string title, params IEnumerable<Markup> parts)
    {
        var html = new HtmlBuilder().Add($"""<section id="{id}" aria-labelledby="{id}-title"><h2 id="{id}-title">{title}</h2>""");
        foreach (var part in parts)
            html.Add($"{part}");
        return html.Add($"</section>\n").Build();
    }

    public static Markup Table(ReportTable table)
    {
        var title = ShownText.Name(table.Title);
        var html = new HtmlBuilder();
        html.Add($"<table><caption>{title}</caption><thead><tr>");
        foreach (var (i, column) in table.Columns.Index())
            html.Add($"""<th scope="col" class="{Kind(i)}">{ShownText.Name(column)}</th>""");
        html.Add($"</tr></thead><tbody>");
        foreach (var row in table.Rows)
        {
            html.Add($"""<tr><th scope="row" dir="auto">{ShownText.Name(row[0])}</th>""");
            foreach (var (i, cell) in row.Index().Skip(1))
                html.Add($"""<td class="{Kind(i)}" dir="auto">{ShownText.Name(cell)}</td>""");
            html.Add($"</tr>");
        }

        html.Add($"</tbody></table>");
        return table.Left == 0
            ? Wide(title, html.Build())
            : new HtmlBuilder().Add($"{Wide(title, html.Build())}<p>{Figure.Count(table.Left)} more rows are left out.</p>").Build();

        string Kind(int column) => column < table.Names ? "name" : "number";
    }

    /// <summary>What may be wider than the screen: it scrolls on its own, by keyboard too.</summary>
    public static Markup Wide(string label, Markup content) =>
        new HtmlBuilder().Add($"""<div class="wide" tabindex="0" role="region" aria-label="{label}">{content}</div>""").Build();

    public static Markup Paragraph(string text) => new HtmlBuilder().Add($"<p>{text}</p>").Build();

    /// <summary>Figures behind a chart, for whoever wants them or cannot see it.</summary>
    public static Markup Details(string summary, Markup content) =>
        new HtmlBuilder().Add($"<details><summary>{summary}</summary>{content}</details>").Build();
}

using System.Text;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>One row of the table of cases.</summary>
internal sealed record CaseRow(string Key, CaseOutcome Outcome, double Baseline, double System)
{
    private const int ShortestText = 16;
    private const int MostTags = 10;

    public required IReadOnlyList<string> Tags { get; init; }

    public required ShownText Prompt { get; init; }

    public required ShownText Reference { get; init; }

    public required ShownText BaselineAnswer { get; init; }

    public required ShownText SystemAnswer { get; init; }

    public static CaseRow Of(EvaluationReport report, CaseAnswers item, CaseOutcome outcome, RowPair pair)
    {
        var (comparison, column, limit) = (report.Comparison, report.Column, report.Options.MaxTextLength);
        return new(
            ShownText.Name(item.Case.Key), outcome, comparison.Baseline.Value(column, pair.Baseline), comparison.System.Value(column, pair.System))
        {
            Tags =
            [
                .. item.Case.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Take(MostTags)
                    .Select(tag => ShownText.Name($"{tag.Key}={tag.Value}")),
            ],
            Prompt = ShownText.Of(item.Case.Prompt, limit),
            Reference = ShownText.Of(string.Join("\n— or —\n", item.Case.References), limit),
            BaselineAnswer = TextOf(item.Baseline, limit),
            SystemAnswer = TextOf(item.System, limit),
        };
    }

    /// <summary>The row in at most so many bytes of UTF-8, if only a few characters of each text fit.</summary>
    public Markup Render(int maxBytes)
    {
        for (var (row, limit) = (this, LongestText); ; row = row.CutTo(limit))
        {
            var markup = row.Render();
            if (Encoding.UTF8.GetByteCount(markup.Value) <= maxBytes || limit <= ShortestText)
                return markup;
            limit /= 2;
        }
    }

    private int LongestText => new[] { Prompt, Reference, BaselineAnswer, SystemAnswer }.Max(text => text.Value.Length);

    private CaseRow CutTo(int limit) => this with
    {
        Tags = limit <= ShortestText ? [] : Tags,
        Prompt = Prompt.CutTo(limit),
        Reference = Reference.CutTo(limit),
        BaselineAnswer = BaselineAnswer.CutTo(limit),
        SystemAnswer = SystemAnswer.CutTo(limit),
    };

    private Markup Render()
    {
        var (old, @new) = WordDiff.Of(BaselineAnswer.Value, SystemAnswer.Value);
        var name = CaseRecords.Name(Outcome);
        var html = new HtmlBuilder();
        html.Add($"""<tr role="row" data-outcome="{name}"><th role="rowheader" scope="row"><span dir="auto">{Key}</span>""");
        html.Add($"""<span class="outcome {name}">{Sign} {name}</span><span class="scores">{Figure.Of(Baseline)} → {Figure.Of(System)}</span>""");
        foreach (var tag in Tags)
            html.Add($"""<span class="tag" dir="auto">{tag}</span>""");
        html.Add($"</th>");
        AddText(html, "Prompt", [new DiffPart(Prompt.Value, false)], Prompt.Left, "mark");
        AddText(html, "Reference", [new DiffPart(Reference.Value, false)], Reference.Left, "mark");
        AddText(html, "Baseline", old, BaselineAnswer.Left, "del");
        AddText(html, "System", @new, SystemAnswer.Left, "ins");
        return html.Add($"</tr>\n").Build();
    }

    private string Sign => Outcome switch
    {
        CaseOutcome.Worse => "▼",
        CaseOutcome.Better => "▲",
        CaseOutcome.Same => "=",
        _ => "?",
    };

    private static void AddText(HtmlBuilder html, string label, List<DiffPart> parts, int left, string mark)
    {
        html.Add($"""<td role="cell" data-label="{label}"><div class="text" dir="auto">""");
        foreach (var part in parts)
        {
            if (part.Changed)
                html.Add($"<{mark}>{part.Text}</{mark}>");
            else
                html.Add($"{part.Text}");
        }

        if (left > 0)
            html.Add($"""<span class="cut">… {Figure.Count(left)} characters left out</span>""");
        html.Add($"</div></td>");
    }

    private static ShownText TextOf(EvaluationAnswer? answer, int limit) => answer switch
    {
        null => new ShownText("(no answer)", 0),
        { Error: { } error } => ShownText.Of($"({error.Kind}) {error.Message}", limit),
        { Text: var text } => ShownText.Of(text!, limit),
    };
}

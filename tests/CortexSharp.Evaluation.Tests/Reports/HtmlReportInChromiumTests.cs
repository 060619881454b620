using CortexSharp.Evaluation.Deciding;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Reports;
using CortexSharp.Usage;
using Microsoft.Playwright;

namespace CortexSharp.Evaluation.Tests.Reports;

/// <summary>What a reader's browser makes of the page.</summary>
public sealed class HtmlReportInChromiumTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Hostile =
        "</td></script><script>alert(1)</script><img src='https://127.0.0.1/x' onerror='alert(1)'><style>*{display:none}</style>";

    // The ratio of luminances by WCAG 2.1, 1.4.3, of every element that has a text of its own.
    private const string LowContrast = """
        () => {
          const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          const parse = color => color.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const background = element => {
            for (; element; element = element.parentElement) {
              const color = parse(getComputedStyle(element).backgroundColor);
              if (color.length < 4 || color[3] > 0) return color;
            }
            throw new Error("The page has no background of its own.");
          };
          return [...document.querySelectorAll("main *, nav *")]
            .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ""))
            .map(element => {
              const text = getComputedStyle(element);
              const [a, b] = [luminance(parse(element.namespaceURI.endsWith("svg") ? text.fill : text.color)), luminance(background(element))];
              return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element];
            })
            .filter(([ratio]) => !(ratio >= 4.5))
            .map(([ratio, element]) => `${ratio.toFixed(2)} ${element.tagName}.${element.getAttribute("class")}`);
        }
        """;

    [SkippableFact]
    public async Task Page_HostileTexts_ShowAndDoNothing()
    {
        var report = ReportData.Of(3, _ => (0.5, 0.25), _ => Hostile) with { Title = Hostile, History = [new HistoryPoint(Hostile, 0.5)] };

        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(report));

        Assert.Equal(["request: file:///"], open.Incidents);
        Assert.Equal(Hostile, await open.Page.Locator("h1").InnerTextAsync());
        Assert.Equal($"prompt {Hostile}", await open.Page.Locator(".cases td .text").First.InnerTextAsync());
        Assert.Equal(1, await open.Page.Locator("script").CountAsync());
        Assert.Equal(0, await open.Page.Locator("img").CountAsync());
    }

    [SkippableFact]
    public async Task Filter_ByTextAndOutcome_HidesTheOthers()
    {
        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(Mixed()));
        var rows = open.Page.Locator(".cases tbody tr:visible");
        Assert.Equal(30, await rows.CountAsync());

        await open.Page.GetByLabel("Outcome").SelectOptionAsync("worse");
        Assert.Equal(10, await rows.CountAsync());

        await open.Page.GetByLabel("Text").FillAsync("TEXT 12");
        Assert.Equal(1, await rows.CountAsync());
        Assert.Equal("1 of 30 shown", await open.Page.Locator("#shown").InnerTextAsync());
        Assert.Equal(["request: file:///"], open.Incidents);
    }

    [SkippableFact]
    public async Task Page_WithoutJavaScript_ShowsAllCasesAndNoFilter()
    {
        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(Mixed()), new() { JavaScriptEnabled = false });

        Assert.Equal(30, await open.Page.Locator(".cases tbody tr:visible").CountAsync());
        Assert.False(await open.Page.Locator("#filter").IsVisibleAsync());
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Page_LightAndDark_TextStandsOut(ColorScheme scheme)
    {
        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(Mixed()), new() { ColorScheme = scheme });

        Assert.Empty(await open.Page.EvaluateAsync<string[]>(LowContrast));
    }

    [SkippableFact]
    public async Task Page_OnAPhone_IsNotWiderThanTheScreen()
    {
        var phone = new BrowserNewContextOptions { ViewportSize = new() { Width = 360, Height = 720 }, IsMobile = true, DeviceScaleFactor = 2 };

        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(Mixed()), phone);

        Assert.Equal(360, await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Equal(0, await open.Page.EvaluateAsync<int>(
            "() => [...document.querySelectorAll('.cases td, .cases th')].filter(cell => cell.getBoundingClientRect().right > 360).length"));
    }

    [SkippableFact]
    public async Task Page_ByKeyboard_ReachesLinksFilterAndTables()
    {
        await using var open = await chromium.OpenAsync(await ReportData.HtmlAsync(Mixed()));
        var reached = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            reached.Add(await open.Page.EvaluateAsync<string>(
                "() => document.activeElement.name || document.activeElement.className || document.activeElement.tagName"));
        }

        Assert.Superset(new HashSet<string> { "A", "wide", "SUMMARY", "text", "outcome" }, reached);
    }

    private static EvaluationReport Mixed() => ReportData.Of(30, i => (0.5, 0.25 * (1 + (i % 3)))) with
    {
        Title = "Support answers",
        History = [new HistoryPoint("v1", 0.4), new HistoryPoint("v2", 0.45)],
        Verdict = new GateVerdict(
            GateOutcome.Failed, [new GateFinding(new NotWorseRule("quality"), GateOutcome.Failed, "it is worse")]),
        Pairwise = [PairwiseComparison.Of("claude-4-sonnet", [new("1", new(PairwiseOutcome.Second, true, [], new(10, 5, 15)) { Judge = "claude" })])],
        BaselineCost = new AnswerCost(30, 15, Amount.OfAiCredits(0.03m)),
        SystemCost = new AnswerCost(30, 15, Amount.OfAiCredits(0.01m)),
    };
}

using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Comparing;
using CortexSharp.Evaluation.Metrics;
using CortexSharp.Metrics;
using CortexSharp.Metrics.Squad;

namespace CortexSharp.Evaluation.Tests.Metrics;

public sealed class TextMetricTests
{
    private static readonly (string Answer, string[] References)[] Pairs = MakePairs(60);

    public static TheoryData<string> Names => ["exact_match", "squad", "token_f1", "bleu", "chrf", "chrf++", "rouge"];

    [Fact]
    public async Task Bleu_OfARun_IsThatOfTheCorpus()
    {
        var corpus = new BleuCorpus(BleuOptions.ForCorpora with { Smoothing = BleuSmoothing.AddK });
        foreach (var (answer, references) in Pairs)
            corpus.Add(answer, references);

        Assert.Equal(corpus.Score.Score, (await RunAsync(new BleuMetric(corpus.Options)))["bleu"]);
    }

    [Fact]
    public async Task Bleu_OfAnAnswer_IsThatOfTheSentence()
    {
        foreach (var (answer, references) in Pairs)
        {
            var score = await new BleuMetric().ScoreAsync(new("k", "p", [.. references]), EvaluationAnswer.Of("k", answer));
            Assert.Equal(Bleu.Sentence(answer, references).Score, score.Values[0]);
        }
    }

    [Fact]
    public async Task Chrf_OfARun_IsThatOfTheCorpus()
    {
        foreach (var options in (ChrfOptions[])[new(), ChrfOptions.PlusPlus])
        {
            var corpus = new ChrfCorpus(options);
            foreach (var (answer, references) in Pairs)
                corpus.Add(answer, references);

            Assert.Equal(corpus.Score.Score, (await RunAsync(new ChrfMetric(options))).Single().Value);
        }
    }

    [Fact]
    public async Task Rouge_OfARun_IsTheMeanOfEachType()
    {
        var measures = await RunAsync(new RougeMetric(RougeTypes.All));

        Assert.Equal(11, measures.Count);
        foreach (var (name, type) in (ReadOnlySpan<(string, RougeTypes)>)[
            ("rouge1", RougeTypes.Rouge1), ("rouge2", RougeTypes.Rouge2), ("rougeL", RougeTypes.RougeL), ("rougeLsum", RougeTypes.RougeLsum),
        ])
        {
            Assert.Equal(Pairs.Average(pair => Rouge.Score(pair.Answer, pair.References, type)[type].F1), measures[name], 1e-12);
        }
    }

    [Fact]
    public async Task ExactMatchAndSquad_OfARun_AreTheScorersMeans()
    {
        var ignoringCase = new ExactMatchOptions { IgnoreCase = true };

        Assert.Equal(
            Pairs.Average(pair => pair.References.Contains(pair.Answer) ? 1.0 : 0), (await RunAsync(new ExactMatchMetric()))["exact_match"], 1e-12);
        Assert.Equal(
            Pairs.Average(pair => pair.References.Contains(pair.Answer, StringComparer.OrdinalIgnoreCase) ? 1.0 : 0),
            (await RunAsync(new ExactMatchMetric(ignoringCase, "em_ci")))["em_ci"],
            1e-12);
        var squad = await RunAsync(new SquadMetric());
        Assert.Equal(Pairs.Average(pair => SquadV1.Score(pair.Answer, pair.References).IsExactMatch ? 1.0 : 0), squad["squad_exact_match"], 1e-12);
        Assert.Equal(Pairs.Average(pair => SquadV1.Score(pair.Answer, pair.References).F1), squad["squad_f1"], 1e-12);
        Assert.Equal(
            Pairs.Average(pair => SquadV2.Score(pair.Answer, pair.References).F1), (await RunAsync(new SquadMetric(SquadVersion.V2)))["squad_f1"],
            1e-12);
        Assert.Equal(Pairs.Average(pair => SquadV2.Score(pair.Answer, pair.References).F1), (await RunAsync(new TokenF1Metric()))["token_f1"], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ScoreAsync_FailedAnswer_IsTheWorstEvenWhereNothingIsRight(string name)
    {
        var score = await Of(name).ScoreAsync(new("k", "p", ""), EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")));

        Assert.All(score.Values, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task Bleu_FailedAnswer_StillLacksItsReference()
    {
        var score =
            await new BleuMetric().ScoreAsync(new("k", "p", "one two three"), EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")));

        Assert.Equal([0, 3, 0, 0, 0, 0, 0, 0, 0, 0], score.Statistics.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ScoreAsync_NoReference_IsRefusedByTheSet(string name) => await Assert.ThrowsAsync<EvaluationDataException>(
        async () => await new MetricSet(Of(name)).ScoreAsync(new("k", "p"), EvaluationAnswer.Of("k", "a")));

    [Fact]
    public void Signature_EverySetting_IsTold()
    {
        Assert.Equal("exact_match", new ExactMatchMetric().Signature);
        Assert.Equal(
            "exact_match|without:^the |case:ignored|punctuation:ignored|numbers:ignored",
            new ExactMatchMetric(
                new() { IgnoredPatterns = [new("^the ")], IgnoreCase = true, IgnorePunctuation = true, IgnoreNumbers = true }).Signature);
        Assert.Equal("squad|version:2", new SquadMetric(SquadVersion.V2).Signature);
        Assert.StartsWith(
            "bleu|nrefs:var|case:lc|eff:no|tok:13a|smooth:exp|", new BleuMetric(new() { Lowercase = true }).Signature, StringComparison.Ordinal);
        Assert.StartsWith("chrf++|nrefs:var|case:mixed|eff:yes|nc:6|nw:2|", new ChrfMetric(ChrfOptions.PlusPlus).Signature, StringComparison.Ordinal);
        Assert.Equal(
            "rouge|Rouge1+RougeL|stem:yes|tok:Default|sentences:lines",
            new RougeMetric(RougeTypes.Rouge1 | RougeTypes.RougeL, new() { UseStemmer = true }).Signature);
    }

    [Fact]
    public void Rouge_NoType_IsRefused() => Assert.Throws<ArgumentException>(() => new RougeMetric(RougeTypes.None));

    private static IEvaluationMetric Of(string name) => name switch
    {
        "exact_match" => new ExactMatchMetric(),
        "squad" => new SquadMetric(SquadVersion.V2),
        "token_f1" => new TokenF1Metric(),
        "bleu" => new BleuMetric(),
        "chrf" => new ChrfMetric(),
        "chrf++" => new ChrfMetric(ChrfOptions.PlusPlus),
        _ => new RougeMetric(RougeTypes.All),
    };

    private static async Task<Dictionary<string, double>> RunAsync(IEvaluationMetric metric)
    {
        var run = new ScoredRun("m", new MetricSet(metric));
        foreach (var (i, (answer, references)) in Pairs.Index())
            await run.AddAsync(new($"{i}", "p", [.. references]), EvaluationAnswer.Of($"{i}", answer));
        return run.Estimate(resampling: new() { Samples = 1 }).ToDictionary(estimate => estimate.Measure.Name, estimate => estimate.Value);
    }

    private static (string, string[])[] MakePairs(int count)
    {
        var random = new Random(11);
        string[] words = ["the", "The", "dog", "cat", "bit", "ran", "a", "man", ".", "\n", "42"];
        return [.. Enumerable.Range(0, count).Select(_ => (Text(), (string[])[.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text())]))];

        string Text() => string.Join(' ', random.GetItems(words, random.Next(0, 3) == 0 ? 1 : random.Next(0, 9)));
    }
}

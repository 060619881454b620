using System.Text.Json;
using CortexSharp.Metrics.Squad;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Squad;

public class SquadTests
{
    [Fact]
    public void Normalize_Vectors_AreEvaluates()
    {
        foreach (var row in VectorFile.Rows("squad"))
        {
            Assert.Equal(row.Text("norm_prediction"), SquadText.Normalize(row.Text("prediction")));
            Assert.Equal(row.Texts("norm_golds"), row.Texts("golds").Select(gold => SquadText.Normalize(gold)));
        }
    }

    [Fact]
    public void Score_Vectors_AreEvaluatesBitForBit()
    {
        foreach (var row in VectorFile.Rows("squad"))
        {
            var (prediction, golds) = (row.Text("prediction"), row.Texts("golds"));
            var second = new SquadScore(row.Number("em_v2") == 1, row.Number("f1_v2"));
            Assert.Equal(second, SquadV2.Score(prediction, golds));
            if (golds.Length == 1)
                Assert.Equal(second, SquadV2.Score(prediction, golds[0]));

            if (!row.TryGetProperty("em_v1", out var match))
                continue;
            var first = new SquadScore(match.GetBoolean(), row.Number("f1_v1"));
            Assert.Equal(first, SquadV1.Score(prediction, golds));
            if (golds.Length == 1)
                Assert.Equal(first, SquadV1.Score(prediction, golds[0]));
        }
    }

    [Fact]
    public void Corpus_Vectors_AreEvaluatesBitForBit()
    {
        foreach (var row in VectorFile.Rows("squad_corpus"))
        {
            var corpus = new SquadCorpus();
            foreach (var item in row.GetProperty("items").EnumerateArray())
                corpus.Add(SquadV1.Score(item[0].GetString(), item[1].Deserialize<string[]>()));

            Assert.Equal(row.Number("exact_match"), corpus.ExactMatch);
            Assert.Equal(row.Number("f1"), corpus.F1);
        }
    }

    [Fact]
    public void Corpus_InParts_IsTheWhole()
    {
        var (whole, left, right) = (new SquadCorpus(), new SquadCorpus(), new SquadCorpus());
        SquadScore[] scores = [new(true, 1), new(false, 0.5), default, new(false, 0.25)];
        foreach (var score in scores)
            whole.Add(score);
        left.Add(scores[0]);
        right.Add(scores[1]);
        right.Add(scores[2]);
        right.Add(scores[3]);
        left.Merge(right);

        Assert.Equal((whole.Count, whole.ExactMatch, whole.F1), (left.Count, left.ExactMatch, left.F1));
        Assert.Equal("EM = 25.00 F1 = 43.75 (n = 4)", left.ToString());
    }

    [Fact]
    public void Corpus_Empty_IsNotANumber() => Assert.True(double.IsNaN(new SquadCorpus().F1) && double.IsNaN(new SquadCorpus().ExactMatch));

    [Fact]
    public void ScoreV1_NoGold_IsRefused() => Assert.Throws<ArgumentException>(() => SquadV1.Score("a", ReadOnlySpan<string>.Empty));

    [Fact]
    public void Score_RandomHardTexts_AgreesWithThePlainOne()
    {
        var texts = new HardText(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var prediction = texts.Next();
            var gold = texts.Coin() ? texts.Next() : prediction + texts.Next(2);
            var isMatch = SlowSquad.Normalize(prediction) == SlowSquad.Normalize(gold);

            Assert.Equal(SlowSquad.Normalize(prediction), SquadText.Normalize(prediction));
            Assert.Equal(new SquadScore(isMatch, SlowSquad.F1(prediction, gold, bothEmpty: 0)), SquadV1.Score(prediction, gold));
            Assert.Equal(new SquadScore(isMatch, SlowSquad.F1(prediction, gold, bothEmpty: 1)), SquadV2.Score(prediction, gold));
        }
    }

    [Fact]
    public void Score_ManyWords_CountsEachAsOftenAsBothHaveIt()
    {
        var prediction = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => i % 1000));
        var gold = string.Join(' ', Enumerable.Range(0, 100_000).Select(i => i % 2000));

        Assert.Equal(0.5, SquadV1.Score(prediction, gold).F1);
    }

    [Fact]
    public void Score_SteadyState_AllocatesNothing()
    {
        var prediction = string.Concat(Enumerable.Repeat("the İ 42, ΑΣ! ", 1000));
        string[] golds = ["a short one", prediction + "more"];

        Assert.Equal(0, Allocation.InSteadyState(() => SquadV1.Score(prediction, golds)));
        Assert.Equal(0, Allocation.InSteadyState(() => SquadV2.Score(prediction, golds)));
    }
}

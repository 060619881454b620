using CortexSharp.Metrics;

namespace CortexSharp.Docs.Tests.Snippets;

public class RougeSnippets
{
    [Fact]
    public void Pairs()
    {
        (string Candidate, string Reference)[] pairs = [("The dog bit the man.", "The dog had bit the man."), ("It was good.", "It was good.")];

        #region rouge
        var scores = Rouge.Score("The dog bit the man.", "The dog had bit the man."); // ROUGE-1, ROUGE-2 and ROUGE-L in one pass
        Console.WriteLine(scores.L); // P = 1.0000 R = 0.8333 F1 = 0.9091

        // The mean of many pairs, and between what it lies.
        var aggregator = new RougeAggregator();
        foreach (var pair in pairs)
            aggregator.Add(Rouge.Score(pair.Candidate, pair.Reference));
        var f1 = aggregator.Aggregate(RougeTypes.RougeL).F1;
        #endregion

        Assert.Equal("P = 1.0000 R = 0.8333 F1 = 0.9091", scores.L.ToString());
        Assert.InRange(f1.Mid, f1.Low, f1.High);
    }
}

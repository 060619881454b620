using System.Text.Json;
using CortexSharp.Metrics.Nltk;
using CortexSharp.Metrics.Tests.Statistics;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests.Nltk;

public class NltkBleuTests
{
    private static readonly string[] Reference = ["the", "cat", "sat", "on", "the", "mat"];

    [Fact]
    public void Sentence_Vectors_AreNltks()
    {
        foreach (var row in VectorFile.Rows("nltk_bleu"))
        {
            var options = new NltkBleuOptions
            {
                Weights = row.Numbers("weights"),
                Smoothing = (NltkSmoothing)row.Integer("method"),
                AutoReweigh = row.Flag("auto_reweigh"),
            };
            var references = row.GetProperty("refs_tokens").Deserialize<string[][]>()!;
            var score = NltkBleu.Sentence(row.Texts("hyp_tokens"), references, options);

            if (row.GetProperty("score").ValueKind is JsonValueKind.Null)
                Assert.True(double.IsNaN(score), row.Id());
            else
                Near.Assert(row.Number("score"), score, 1e-12);
            if (references.Length == 1)
                Assert.Equal(score, NltkBleu.Sentence(row.Texts("hyp_tokens"), references[0], options));
        }
    }

    [Fact]
    public void Sentence_EmptyCandidate_IsZero() => Assert.Equal(0, NltkBleu.Sentence([], Reference));

    [Fact]
    public void Sentence_NoReference_IsRefused() =>
        Assert.Throws<ArgumentException>(() => NltkBleu.Sentence(Reference, ReadOnlySpan<string[]>.Empty));

    [Fact]
    public void Weights_NoneOrTooMany_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new NltkBleuOptions { Weights = [] });
        Assert.Throws<ArgumentException>(() => new NltkBleuOptions { Weights = new double[17] });
    }

    [Fact]
    public void Sentence_UnknownMethod_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => NltkBleu.Sentence(Reference, Reference, new() { Smoothing = (NltkSmoothing)8 }));

    [Fact]
    public void Sentence_SteadyState_AllocatesNothing()
    {
        string[][] references = [Reference, [.. Enumerable.Range(0, 1000).Select(i => $"w{i % 300}")]];
        string[] candidate = [.. Enumerable.Range(0, 900).Select(i => $"w{i % 310}")];
        var options = new NltkBleuOptions { Smoothing = NltkSmoothing.Method7 };

        Assert.Equal(0, Allocation.InSteadyState(() => NltkBleu.Sentence(candidate, references, options)));
    }
}

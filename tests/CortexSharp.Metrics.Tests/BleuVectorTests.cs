using System.Text.Json;
using CortexSharp.Metrics.Statistics;
using CortexSharp.Metrics.Tests.Vectors;
using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Tests;

/// <summary>Everything that sacrebleu 2.6 put out, number for number: doubles are compared for equality.</summary>
public class BleuVectorTests
{
    [Theory]
    [InlineData("bleu_tokenize_13a", "13a")]
    [InlineData("tokenize_intl", "intl")]
    [InlineData("tokenize_char", "char")]
    [InlineData("tokenize_zh", "zh")]
    public void Tokenize_Vectors_AreSacrebleus(string vectors, string tokenizer)
    {
        foreach (var row in VectorFile.Rows(vectors))
        {
            // sacrebleu drops white space at the end before it calls a tokenizer, as the public method does; the vectors show the tokenizer alone.
            var text = row.Text("in");
            Assert.Equal(row.Texts("tokens"), Split(BleuTokenizer.Parse(tokenizer), text));
            Assert.Equal(Split(BleuTokenizer.Parse(tokenizer), Whitespace.TrimEnd(text)), BleuTokenizer.Parse(tokenizer).Tokenize(text));
        }
    }

    [Fact]
    public void Sentence_Vectors_AreSacrebleus()
    {
        foreach (var row in VectorFile.Rows("bleu_sentence"))
        {
            var options = OptionsOf(row);
            string?[] references = [.. row.GetProperty("refs").EnumerateArray().Select(item => item.GetString())];
            var score = Bleu.Sentence(row.Text("hyp"), references, options);

            AssertEqual(row, score);
            AssertEqual(row, new BleuReference(references, options).Score(row.Text("hyp")));
            if (references.Length == 1)
                AssertEqual(row, Bleu.Sentence(row.Text("hyp"), references[0], options));
            Assert.Equal(row.Text("formatted"), score.ToString());
            Assert.Equal(SignatureOf(row), options.Signature(references.Count(reference => reference is not null)));
        }
    }

    [Fact]
    public void Corpus_Vectors_AreSacrebleus()
    {
        foreach (var row in VectorFile.Rows("bleu_corpus"))
        {
            var options = OptionsOf(row);
            var streams = row.GetProperty("refs").EnumerateArray().Select(Texts).ToArray();
            var candidates = row.Texts("hyps");
            var segments = Math.Min(candidates.Length, streams.Min(stream => stream.Length));
            var (corpus, odd) = (new BleuCorpus(options, keepSegments: true), new BleuCorpus(options, keepSegments: true));
            for (var i = 0; i < segments; i++)
                (i % 2 == 0 ? corpus : odd).Add(candidates[i], [.. streams.Select(stream => stream[i])]);
            corpus.Merge(odd);

            AssertEqual(row, corpus.Score);
            Assert.Equal(segments, corpus.Count);
            Assert.Equal(row.Text("formatted"), corpus.ToString());
            Assert.Equal(row.Number("score"), Bootstrap.Corpus(corpus.Segments!, corpus.ScoreOf, new() { Samples = 1 }).Score);
        }
    }

    [Fact]
    public void FromStatistics_Vectors_AreSacrebleus()
    {
        foreach (var row in VectorFile.Rows("bleu_stats"))
        {
            double[] statistics = [row.Number("sys_len"), row.Number("ref_len"), .. row.Numbers("in_counts"), .. row.Numbers("in_totals")];
            AssertEqual(row, Bleu.FromStatistics(statistics, OptionsOf(row)));
        }
    }

    private static void AssertEqual(JsonElement row, in BleuScore score)
    {
        Assert.Equal(row.Numbers("counts"), score.Counts.ToArray());
        Assert.Equal(row.Numbers("totals"), score.Totals.ToArray());
        Assert.Equal(row.Numbers("precisions"), score.Precisions.ToArray());
        Assert.Equal((row.Integer("sys_len"), row.Integer("ref_len")), (score.CandidateLength, score.ReferenceLength));
        Assert.Equal((row.Number("score"), row.Number("bp"), row.Number("ratio")), (score.Score, score.BrevityPenalty, score.LengthRatio));
    }

    private static string[] Split(BleuTokenizer tokenizer, ReadOnlySpan<char> text)
    {
        var tokens = new TokenList();
        var cleaned = new Pooled<char>(0);
        var split = tokenizer.Split(text, tokens, ref cleaned);
        var words = new string[tokens.Count];
        for (var i = 0; i < words.Length; i++)
            words[i] = split[tokens.Starts[i]..tokens.Ends[i]].ToString();
        return words;
    }

    private static string?[] Texts(JsonElement items) => [.. items.EnumerateArray().Select(item => item.GetString())];

    /// <summary>The reference's signature with what ours adds.</summary>
    private static string SignatureOf(JsonElement row)
    {
        var order = row.Integer("max_ngram_order");
        var version = (order == 4 ? "" : $"order:{order}|") + "version:CortexSharp-";
        return row.Text("signature").Replace("version:2.6.0", version) + typeof(Bleu).Assembly.GetName().Version!.ToString(3);
    }

    private static BleuOptions OptionsOf(JsonElement row) => new()
    {
        Tokenizer = BleuTokenizer.Parse(row.TryGetProperty("tokenize", out var tokenizer) ? tokenizer.GetString()! : "13a"),
        Lowercase = row.TryGetProperty("lowercase", out var lowercase) && lowercase.GetBoolean(),
        MaxOrder = row.TryGetProperty("max_ngram_order", out var order) ? order.GetInt32() : 4,
        EffectiveOrder = row.Flag("effective_order"),
        SmoothingValue = row.GetProperty("smooth_value").ValueKind == JsonValueKind.Null ? null : row.Number("smooth_value"),
        Smoothing = row.Text("smooth_method") switch
        {
            "exp" => BleuSmoothing.Exponential,
            "floor" => BleuSmoothing.Floor,
            "add-k" => BleuSmoothing.AddK,
            _ => BleuSmoothing.None,
        },
    };
}

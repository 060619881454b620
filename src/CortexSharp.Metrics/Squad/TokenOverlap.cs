using System.Numerics;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Squad;

/// <summary>How many words two texts share, each as often as both have it.</summary>
internal readonly record struct TokenOverlap(int Shared, int PredictionTokens, int GoldTokens)
{
    /// <summary>Twice precision times recall over their sum, in the reference's order of operations; 0 when nothing is shared.</summary>
    public double F1
    {
        get
        {
            if (Shared == 0)
                return 0;
            var precision = Shared / (double)PredictionTokens;
            var recall = Shared / (double)GoldTokens;
            return 2 * precision * recall / (precision + recall);
        }
    }

    /// <summary>Counts the words.</summary>
    public static TokenOverlap Count(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        var goldTokens = 0;
        foreach (var _ in Whitespace.Split(gold))
            goldTokens++;

        using var entries = new Scratch<WordTable.Entry>(stackalloc WordTable.Entry[32], goldTokens);
        using var heads = new Scratch<int>(stackalloc int[32], (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(goldTokens, 1)));
        using var left = new Scratch<int>(stackalloc int[32], goldTokens);
        var words = new WordTable(gold, entries.Span, heads.Span);
        left.Span.Clear();
        foreach (var word in Whitespace.Split(gold))
            left.Span[words.Add(word)]++;

        int shared = 0, predictionTokens = 0;
        foreach (var word in Whitespace.Split(prediction))
        {
            predictionTokens++;
            var number = words.Find(word);
            if (number >= 0 && left.Span[number]-- > 0)
                shared++;
        }

        return new TokenOverlap(shared, predictionTokens, goldTokens);
    }
}

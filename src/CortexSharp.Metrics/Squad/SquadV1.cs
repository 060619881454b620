using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Squad;

/// <summary>SQuAD v1.1: every question has an answer. Equals <c>squad</c> of HuggingFace evaluate 0.4, bit for bit.</summary>
/// <remarks>Thread-safe; allocates nothing.</remarks>
public static class SquadV1
{
    /// <summary>Scores an answer, F1 from 0 to 1. Two texts of which normalisation leaves nothing match, but their F1 is 0.</summary>
    /// <param name="prediction">The model's answer.</param>
    /// <param name="gold">The right answer.</param>
    public static SquadScore Score(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(prediction));
        return ScoreNormalized(scratch.Span[..SquadText.Write(prediction, scratch.Span)], gold);
    }

    /// <summary>Scores an answer against several right ones: the best exact match and, independently, the best F1.</summary>
    /// <param name="prediction">The model's answer.</param>
    /// <param name="golds">The right answers.</param>
    /// <exception cref="ArgumentException">There is no right answer; the reference fails too.</exception>
    public static SquadScore Score(ReadOnlySpan<char> prediction, ReadOnlySpan<string> golds)
    {
        if (golds.IsEmpty)
            throw new ArgumentException("A question of SQuAD v1.1 has at least one right answer; SquadV2 takes questions without.", nameof(golds));

        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(prediction));
        var normalized = scratch.Span[..SquadText.Write(prediction, scratch.Span)];
        var best = default(SquadScore);
        foreach (var gold in golds)
            best = best.Best(ScoreNormalized(normalized, gold));
        return best;
    }

    private static SquadScore ScoreNormalized(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(gold));
        var normalized = scratch.Span[..SquadText.Write(gold, scratch.Span)];
        return new SquadScore(prediction.SequenceEqual(normalized), TokenOverlap.Count(prediction, normalized).F1);
    }
}

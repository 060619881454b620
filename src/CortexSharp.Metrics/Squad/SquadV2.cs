using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Squad;

/// <summary>SQuAD v2: a question may have no answer. Equals <c>squad_v2</c> of HuggingFace evaluate 0.4, bit for bit.</summary>
/// <remarks>Thread-safe; allocates nothing. "No answer" is the empty text, on either side.</remarks>
public static class SquadV2
{
    /// <summary>Scores an answer, F1 from 0 to 1. Two texts of which normalisation leaves nothing agree: they match and their F1 is 1.</summary>
    /// <param name="prediction">The model's answer.</param>
    /// <param name="gold">The right answer; empty if there is none.</param>
    public static SquadScore Score(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        using var predictionScratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(prediction));
        using var goldScratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(gold));
        return ScoreNormalized(
            predictionScratch.Span[..SquadText.Write(prediction, predictionScratch.Span)],
            goldScratch.Span[..SquadText.Write(gold, goldScratch.Span)]);
    }

    /// <summary>
    /// Scores an answer against several right ones: the best exact match and, independently, the best F1. Right answers of which
    /// normalisation leaves nothing are dropped; if none is left, the right answer is none.
    /// </summary>
    /// <param name="prediction">The model's answer.</param>
    /// <param name="golds">The right answers; empty if there is none.</param>
    public static SquadScore Score(ReadOnlySpan<char> prediction, ReadOnlySpan<string> golds)
    {
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(prediction));
        var normalized = scratch.Span[..SquadText.Write(prediction, scratch.Span)];
        var best = default(SquadScore);
        var hasAnswer = false;
        foreach (var gold in golds)
        {
            if (TryScore(normalized, gold, out var score))
            {
                best = best.Best(score);
                hasAnswer = true;
            }
        }

        return hasAnswer ? best : ScoreNormalized(normalized, default);
    }

    private static bool TryScore(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold, out SquadScore score)
    {
        using var scratch = new Scratch<char>(stackalloc char[256], Lowercase.Capacity(gold));
        var normalized = scratch.Span[..SquadText.Write(gold, scratch.Span)];
        score = normalized.IsEmpty ? default : ScoreNormalized(prediction, normalized);
        return !normalized.IsEmpty;
    }

    private static SquadScore ScoreNormalized(ReadOnlySpan<char> prediction, ReadOnlySpan<char> gold)
    {
        if (prediction.IsEmpty && gold.IsEmpty)
            return new SquadScore(true, 1);
        return new SquadScore(prediction.SequenceEqual(gold), TokenOverlap.Count(prediction, gold).F1);
    }
}

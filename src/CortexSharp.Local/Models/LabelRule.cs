using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Tells labels from free text. Completions are labels when there are at most 1,000 different ones, each a single line of at most
/// 120 characters and used three times on average, and when at most a tenth of the pairs has a completion of its own: a mistyped
/// label does not make a classification task free text, and one stock phrase does not make free text a classification task.
/// </summary>
internal static class LabelRule
{
    private const int MaxLabels = 1_000;
    private const int MaxLength = 120;
    private const int LeastMeanUses = 3;

    public static bool AreLabels(IReadOnlyList<TrainingPair> pairs)
    {
        var uses = new Dictionary<string, int>();
        foreach (var (_, completion) in pairs)
        {
            if (completion.Length > MaxLength || completion.AsSpan().Trim().ContainsAny('\r', '\n')) return false;
            CollectionsMarshal.GetValueRefOrAddDefault(uses, completion, out _)++;
            if (uses.Count > MaxLabels) return false;
        }

        return pairs.Count >= uses.Count * LeastMeanUses && uses.Values.Count(count => count == 1) * 10 <= pairs.Count;
    }
}

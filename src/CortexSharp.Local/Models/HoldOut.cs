namespace CortexSharp.Local.Models;

/// <summary>
/// Sets a tenth of the pairs aside to measure by, chosen by the prompt's hash: the choice does not depend on the order, and equal
/// prompts stay on the same side. The first pair of each completion is always trained on, so no label is lost.
/// </summary>
internal static class HoldOut
{
    private const int FewestRows = 20;

    public static (IReadOnlyList<TrainingPair> Training, IReadOnlyList<TrainingPair> Validation) Split(IReadOnlyList<TrainingPair> pairs)
    {
        // With so few, every pair is worth more as an example; the validation loss is then the loss on the training pairs.
        if (pairs.Count < FewestRows) return (pairs, pairs);

        List<TrainingPair> training = [], validation = [];
        var seen = new HashSet<string>();
        foreach (var pair in pairs)
            (seen.Add(pair.Completion) || !IsHeldOut(pair.Prompt) ? training : validation).Add(pair);
        return validation.Count == 0 ? (pairs, pairs) : (training, validation);
    }

    public static bool IsHeldOut(string prompt) => NGrams.Hash(prompt) % 10 == 0;
}

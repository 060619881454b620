namespace CortexSharp.Local.Models;

/// <summary>Answers with the completion of the training pair whose prompt is nearest, for completions that are free text.</summary>
internal sealed class NearestPairModel(IReadOnlyList<TrainingPair> pairs, InvertedIndex index) : ITunedModel
{
    public TunedModelKind Kind => TunedModelKind.NearestPair;

    public string Complete(string prompt)
    {
        Span<Neighbour> nearest = stackalloc Neighbour[1];
        index.Search(prompt, nearest);
        return pairs[nearest[0].Pair].Completion;
    }

    // The index follows from the pairs and is several times their size, so it is built again when the model is read.
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(pairs.Count);
        foreach (var (prompt, completion) in pairs)
        {
            writer.WriteText(prompt);
            writer.WriteText(completion);
        }
    }

    public static NearestPairModel ReadFrom(BinaryReader reader)
    {
        var pairs = new TrainingPair[reader.ReadInt32()];
        foreach (ref var pair in pairs.AsSpan()) pair = new TrainingPair(reader.ReadText(), reader.ReadText());
        return new NearestPairModel(pairs, new InvertedIndex(pairs, TrainingProgress.None));
    }
}

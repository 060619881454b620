using System.Collections.Concurrent;

namespace CortexSharp.Local.Models;

/// <summary>Finds the training prompts most similar to a prompt, by the cosine of their TF-IDF vectors.</summary>
/// <remarks>In a large set n-grams of very many prompts are left out: they cost the most time and tell the least.</remarks>
internal sealed class InvertedIndex
{
    private const int AlwaysIndexed = 2_000;
    private const int CommonShare = 20;

    private readonly IReadOnlyList<TrainingPair> _pairs;
    private readonly TfidfVectorizer _vectorizer;
    private readonly int[] _starts;
    private readonly Posting[] _postings;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    public InvertedIndex(IReadOnlyList<TrainingPair> pairs, TrainingProgress progress)
    {
        _pairs = pairs;
        _vectorizer = TfidfVectorizer.Fit(pairs, int.MaxValue, Math.Max(AlwaysIndexed, pairs.Count / CommonShare), progress);
        var vector = new SparseVector(_vectorizer.Dimension);
        var lists = new List<Posting>[_vectorizer.Dimension];
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            _vectorizer.Transform(pairs[pair].Prompt, vector);
            for (var i = 0; i < vector.Indices.Length; i++)
                (lists[vector.Indices[i]] ??= []).Add(new Posting(pair, vector.Values[i]));
            progress.Advance();
        }

        _starts = new int[lists.Length + 1];
        for (var i = 0; i < lists.Length; i++) _starts[i + 1] = _starts[i] + (lists[i]?.Count ?? 0);
        _postings = new Posting[_starts[^1]];
        for (var i = 0; i < lists.Length; i++) lists[i]?.CopyTo(_postings, _starts[i]);
    }

    /// <summary>Puts the nearest pairs first into <paramref name="nearest"/>, and tells how many there are.</summary>
    /// <remarks>Of equally near pairs one with exactly this prompt comes first, then the one that was given first.</remarks>
    /// <param name="prompt">What to compare with.</param>
    /// <param name="nearest">As many as are wanted.</param>
    /// <param name="except">A pair to leave out, or -1.</param>
    public int Search(string prompt, Span<Neighbour> nearest, int except = -1)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new Scratch(new SparseVector(_vectorizer.Dimension), new float[_pairs.Count]);
        var (vector, similarities) = (scratch.Vector, scratch.Similarities);
        _vectorizer.Transform(prompt, vector);
        Array.Clear(similarities);
        for (var i = 0; i < vector.Indices.Length; i++)
        {
            var (feature, value) = (vector.Indices[i], vector.Values[i]);
            foreach (var posting in _postings.AsSpan(_starts[feature].._starts[feature + 1]))
                similarities[posting.Pair] += value * posting.Weight;
        }

        var found = 0;
        for (var pair = 0; pair < similarities.Length; pair++)
        {
            if (pair == except) continue;
            var candidate = new Neighbour(pair, similarities[pair]);
            if (found == nearest.Length && !IsNearer(candidate, nearest[^1], prompt)) continue;
            if (found < nearest.Length) found++;
            var place = found - 1;
            for (; place > 0 && IsNearer(candidate, nearest[place - 1], prompt); place--) nearest[place] = nearest[place - 1];
            nearest[place] = candidate;
        }

        _scratch.Add(scratch);
        return found;
    }

    private bool IsNearer(Neighbour candidate, Neighbour other, string prompt) =>
        candidate.Similarity > other.Similarity
        || (candidate.Similarity == other.Similarity && _pairs[candidate.Pair].Prompt == prompt && _pairs[other.Pair].Prompt != prompt);

    private readonly record struct Posting(int Pair, float Weight);

    private sealed record Scratch(SparseVector Vector, float[] Similarities);
}

using System.Numerics;
using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Turns prompts into unit vectors of TF-IDF-weighted n-grams. The inverse document frequency is ln(n / df), and each vector
/// carries its square root, so that a dot product of two vectors counts it once.
/// </summary>
internal sealed class TfidfVectorizer
{
    private const int MaxBucketBits = 20;
    private const int RowsForRareFeatures = 1_000;

    private readonly PromptFrame _frame;
    private readonly int[] _indexByBucket;
    private readonly float[] _weights;

    private TfidfVectorizer(PromptFrame frame, int[] indexByBucket, float[] weights)
    {
        _frame = frame;
        _indexByBucket = indexByBucket;
        _weights = weights;
    }

    public int Dimension => _weights.Length;

    /// <summary>Learns which n-grams occur and how common they are.</summary>
    /// <param name="pairs">The pairs whose prompts are read.</param>
    /// <param name="maxFeatures">How many n-grams are kept at most: the more common ones, for what is rare is rarely of use.</param>
    /// <param name="maxDocuments">N-grams of more prompts than this are left out.</param>
    /// <param name="progress">Is told after each prompt, and may cancel.</param>
    public static TfidfVectorizer Fit(IReadOnlyList<TrainingPair> pairs, int maxFeatures, int maxDocuments, TrainingProgress progress)
    {
        var frame = PromptFrame.Of(pairs);
        var counter = new DocumentFrequencies(BucketBits(pairs, frame));
        foreach (var pair in pairs)
        {
            counter.NextDocument();
            NGrams.Extract(frame.Body(pair.Prompt), ref counter);
            progress.Advance();
        }

        // What occurs in every prompt tells nothing; what occurs once among many cannot be relied on.
        var fewest = pairs.Count < RowsForRareFeatures ? 1 : 2;
        var most = Math.Min(maxDocuments, pairs.Count - 1);
        fewest = FewestWithin(counter.Counts, fewest, most, maxFeatures);

        var indexByBucket = new int[counter.Counts.Length];
        var weights = new List<float>();
        for (var bucket = 0; bucket < indexByBucket.Length; bucket++)
        {
            var count = counter.Counts[bucket];
            indexByBucket[bucket] = count >= fewest && count <= most ? weights.Count : -1;
            if (indexByBucket[bucket] >= 0) weights.Add(MathF.Sqrt(MathF.Log(pairs.Count / (float)count)));
        }

        return new TfidfVectorizer(frame, indexByBucket, [.. weights]);
    }

    public void Transform(ReadOnlySpan<char> prompt, SparseVector vector)
    {
        vector.Clear();
        var features = new KnownFeatures(_indexByBucket, vector);
        NGrams.Extract(_frame.Body(prompt), ref features);
        vector.Weigh(_weights);
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteText(_frame.Prefix);
        writer.WriteText(_frame.Suffix);
        writer.Write(_indexByBucket.Length);
        writer.Write(_weights.Length);
        var last = 0;
        for (var bucket = 0; bucket < _indexByBucket.Length; bucket++)
        {
            if (_indexByBucket[bucket] < 0) continue;
            writer.Write7BitEncodedInt(bucket - last);
            last = bucket;
        }

        writer.Write(MemoryMarshal.AsBytes<float>(_weights));
    }

    public static TfidfVectorizer ReadFrom(BinaryReader reader)
    {
        var frame = new PromptFrame(reader.ReadText(), reader.ReadText());
        var indexByBucket = new int[reader.ReadInt32()];
        var weights = new float[reader.ReadInt32()];
        indexByBucket.AsSpan().Fill(-1);
        var bucket = 0;
        for (var index = 0; index < weights.Length; index++)
        {
            bucket += reader.Read7BitEncodedInt();
            indexByBucket[bucket] = index;
        }

        reader.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        return new TfidfVectorizer(frame, indexByBucket, weights);
    }

    // A few buckets per n-gram keep collisions rare; a character begins about four n-grams, most of them seen before.
    private static int BucketBits(IReadOnlyList<TrainingPair> pairs, PromptFrame frame)
    {
        var characters = pairs.Sum(pair => (long)frame.Body(pair.Prompt).Length);
        return Math.Clamp(BitOperations.Log2((ulong)characters * 16) + 1, 10, MaxBucketBits);
    }

    // Raises the least document frequency until the features fit. Features of equal frequency stay or go together.
    private static int FewestWithin(ReadOnlySpan<int> counts, int fewest, int most, int maxFeatures)
    {
        while (fewest <= most)
        {
            var features = 0;
            foreach (var count in counts)
                if (count >= fewest && count <= most) features++;
            if (features <= maxFeatures) break;
            fewest++;
        }

        return fewest;
    }

    private struct DocumentFrequencies(int bits) : IFeatureSink
    {
        private readonly int[] _lastDocument = new int[1 << bits];
        private int _document;

        public int[] Counts { get; } = new int[1 << bits];

        public void NextDocument() => _document++;

        public readonly void Add(uint hash)
        {
            var bucket = hash & (uint)(Counts.Length - 1);
            if (_lastDocument[bucket] == _document) return;
            _lastDocument[bucket] = _document;
            Counts[bucket]++;
        }
    }

    private readonly struct KnownFeatures(int[] indexByBucket, SparseVector vector) : IFeatureSink
    {
        public void Add(uint hash)
        {
            var index = indexByBucket[hash & (uint)(indexByBucket.Length - 1)];
            if (index >= 0) vector.Count(index);
        }
    }
}

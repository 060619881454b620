using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Multinomial logistic regression over TF-IDF n-grams, for completions that are labels. Its weights are kept in eight bits with
/// one scale per feature: a quarter of the memory, and a model reads back exactly as it was saved.
/// </summary>
internal sealed class LabelClassifier : ITunedModel
{
    private readonly TfidfVectorizer _vectorizer;
    private readonly string[] _labels;
    private readonly float[] _bias;
    private readonly float[] _scales;
    private readonly sbyte[] _weights;
    private readonly int _stride;
    private readonly ConcurrentBag<Scratch> _scratch = [];

    private LabelClassifier(TfidfVectorizer vectorizer, string[] labels, float[] bias, float[] scales, sbyte[] weights)
    {
        _vectorizer = vectorizer;
        _labels = labels;
        _bias = bias;
        _scales = scales;
        _weights = weights;
        _stride = VectorMath.Padded(labels.Length);
    }

    public TunedModelKind Kind => TunedModelKind.LabelClassifier;

    /// <param name="vectorizer">What the weights belong to.</param>
    /// <param name="labels">The answers.</param>
    /// <param name="bias">One per label.</param>
    /// <param name="weights">For each feature a row of weights, padded as <see cref="VectorMath.Padded"/> says.</param>
    public static LabelClassifier Quantise(TfidfVectorizer vectorizer, string[] labels, ReadOnlySpan<float> bias, ReadOnlySpan<float> weights)
    {
        var stride = VectorMath.Padded(labels.Length);
        var scales = new float[vectorizer.Dimension];
        var quantised = new sbyte[weights.Length];
        for (var feature = 0; feature < scales.Length; feature++)
        {
            var row = weights.Slice(feature * stride, stride);
            var largest = 0f;
            foreach (var weight in row) largest = MathF.Max(largest, MathF.Abs(weight));
            if (largest == 0) continue;
            scales[feature] = largest / sbyte.MaxValue;
            for (var i = 0; i < row.Length; i++)
                quantised[(feature * stride) + i] = (sbyte)MathF.Round(row[i] / scales[feature]);
        }

        return new LabelClassifier(vectorizer, labels, bias[..labels.Length].ToArray(), scales, quantised);
    }

    public string Complete(string prompt)
    {
        if (!_scratch.TryTake(out var scratch)) scratch = new Scratch(new SparseVector(_vectorizer.Dimension), new float[_stride]);
        var (vector, scores) = (scratch.Vector, scratch.Scores);
        _vectorizer.Transform(prompt, vector);
        _bias.CopyTo(scores);
        for (var i = 0; i < vector.Indices.Length; i++)
        {
            var feature = vector.Indices[i];
            VectorMath.AddScaled(vector.Values[i] * _scales[feature], _weights.AsSpan(feature * _stride, _stride), scores);
        }

        var best = VectorMath.IndexOfMax(scores.AsSpan(0, _labels.Length));
        _scratch.Add(scratch);
        return _labels[best];
    }

    public void WriteTo(BinaryWriter writer)
    {
        _vectorizer.WriteTo(writer);
        writer.Write(_labels.Length);
        foreach (var label in _labels) writer.WriteText(label);
        writer.Write(MemoryMarshal.AsBytes<float>(_bias));
        writer.Write(MemoryMarshal.AsBytes<float>(_scales));
        // The padding is this processor's affair and is not stored.
        for (var row = 0; row < _scales.Length; row++)
            writer.Write(MemoryMarshal.AsBytes(_weights.AsSpan(row * _stride, _labels.Length)));
    }

    public static LabelClassifier ReadFrom(BinaryReader reader)
    {
        var vectorizer = TfidfVectorizer.ReadFrom(reader);
        var labels = new string[reader.ReadInt32()];
        foreach (ref var label in labels.AsSpan()) label = reader.ReadText();
        var bias = new float[labels.Length];
        reader.ReadExactly(MemoryMarshal.AsBytes(bias.AsSpan()));
        var scales = new float[vectorizer.Dimension];
        reader.ReadExactly(MemoryMarshal.AsBytes(scales.AsSpan()));
        var stride = VectorMath.Padded(labels.Length);
        var weights = new sbyte[scales.Length * stride];
        for (var row = 0; row < scales.Length; row++)
            reader.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan(row * stride, labels.Length)));
        return new LabelClassifier(vectorizer, labels, bias, scales, weights);
    }

    private sealed record Scratch(SparseVector Vector, float[] Scores);
}

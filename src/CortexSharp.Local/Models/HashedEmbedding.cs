using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Embeds a text without any training: its n-grams are counted in hashed buckets with hashed signs ("feature hashing", Weinberger et al. 2009),
/// damped, and scaled to the length 1. Texts that share words lie near each other; meaning it does not know.
/// </summary>
internal static class HashedEmbedding
{
    /// <summary>Embeds a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dimension">The number of elements.</param>
    /// <param name="seed">Tells models apart: vectors of different ones have nothing to do with each other.</param>
    /// <returns>The elements, four bytes each; of length 1 also for a text without words.</returns>
    public static byte[] Embed(ReadOnlySpan<char> text, int dimension, uint seed)
    {
        var bytes = new byte[dimension * sizeof(float)];
        var vector = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        var sink = new Buckets(vector, seed);
        NGrams.Extract(text, ref sink);
        var squares = 0.0;
        foreach (ref var value in vector)
        {
            value = MathF.CopySign(MathF.Log(1 + MathF.Abs(value)), value);
            squares += value * value;
        }

        if (squares == 0)
        {
            vector[0] = 1;
            return bytes;
        }

        var scale = (float)(1 / Math.Sqrt(squares));
        foreach (ref var value in vector)
            value *= scale;
        return bytes;
    }

    private readonly ref struct Buckets(Span<float> vector, uint seed) : IFeatureSink
    {
        private readonly Span<float> _vector = vector;

        public void Add(uint hash)
        {
            // The finaliser of MurmurHash3, so that seeds give buckets and signs that are not related.
            hash ^= seed;
            hash = (hash ^ (hash >> 16)) * 0x85EB_CA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2_AE35;
            hash ^= hash >> 16;
            _vector[(int)((hash >> 1) % (uint)_vector.Length)] += (hash & 1) == 0 ? 1 : -1;
        }
    }
}

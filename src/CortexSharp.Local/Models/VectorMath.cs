using System.Numerics;
using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// The few vector operations of a linear classifier. Rows are padded to whole SIMD vectors of bytes, so no loop has a remainder,
/// and each lane is summed on its own: the width of the processor's vectors does not change a result.
/// </summary>
internal static class VectorMath
{
    public static int Padded(int length) => (length + Vector<sbyte>.Count - 1) / Vector<sbyte>.Count * Vector<sbyte>.Count;

    /// <summary>target += scale · row</summary>
    public static void AddScaled(float scale, ReadOnlySpan<float> row, Span<float> target)
    {
        var factor = new Vector<float>(scale);
        var from = MemoryMarshal.Cast<float, Vector<float>>(row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < from.Length && i < to.Length; i++) to[i] += factor * from[i];
    }

    /// <summary>target += scale · row, for a row of quantised weights</summary>
    public static void AddScaled(float scale, ReadOnlySpan<sbyte> row, Span<float> target)
    {
        var factor = new Vector<float>(scale);
        var from = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(row);
        var to = MemoryMarshal.Cast<float, Vector<float>>(target);
        for (var i = 0; i < from.Length; i++)
        {
            Vector.Widen(from[i], out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            var four = to.Slice(i * 4, 4);
            four[0] += factor * Vector.ConvertToSingle(first);
            four[1] += factor * Vector.ConvertToSingle(second);
            four[2] += factor * Vector.ConvertToSingle(third);
            four[3] += factor * Vector.ConvertToSingle(fourth);
        }
    }

    /// <summary>Turns scores into probabilities.</summary>
    public static void Softmax(Span<float> scores)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in scores) highest = MathF.Max(highest, score);
        var sum = 0f;
        foreach (ref var score in scores) sum += score = MathF.Exp(score - highest);
        var scale = 1 / sum;
        foreach (ref var score in scores) score *= scale;
    }

    /// <summary>The position of the highest score; of several, the first.</summary>
    public static int IndexOfMax(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        return best;
    }
}

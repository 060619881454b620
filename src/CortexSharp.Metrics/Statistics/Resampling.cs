using System.Runtime.CompilerServices;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Statistics;

/// <summary>Writes which segments a resample consists of; tests put the reference's own draws in.</summary>
internal delegate void DrawSegments(int resample, Span<int> segments);

/// <summary>Writes, for each segment, whether the two systems stay unswapped in a trial.</summary>
internal delegate void DrawSides(int trial, Span<bool> unswapped);

/// <summary>Draws resamples and computes a figure of each, in parallel. Each has its own place, so that the order of work does not show.</summary>
/// <remarks>Loops over all segments are compiled at their best at once, as <see cref="SegmentStatistics.Sum"/> says why.</remarks>
internal static class Resampling
{
    /// <summary>Segments with replacement, as many as there are.</summary>
    public static DrawSegments Segments(ulong seed) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (resample, segments) =>
    {
        var random = new ResampleRandom(seed, resample);
        foreach (ref var segment in segments)
            segment = random.Below(segments.Length);
    };

    /// <summary>A fair coin for each segment; one random number holds 64.</summary>
    public static DrawSides Sides(ulong seed) => [MethodImpl(MethodImplOptions.AggressiveOptimization)] (trial, unswapped) =>
    {
        var random = new ResampleRandom(seed, trial);
        var coins = 0ul;
        for (var i = 0; i < unswapped.Length; i++)
        {
            coins = i % 64 == 0 ? random.Next() : coins >> 1;
            unswapped[i] = (coins & 1) != 0;
        }
    };

    public static double[] Scores(SegmentStatistics statistics, CorpusScore score, int samples, DrawSegments draw, ParallelOptions parallel) =>
        Scores(statistics, [score], samples, draw, parallel)[0];

    /// <summary>Several scores of the same resamples: an array for each score.</summary>
    public static double[][] Scores(
        SegmentStatistics statistics, IReadOnlyList<CorpusScore> scores, int samples, DrawSegments draw, ParallelOptions parallel)
    {
        double[][] results = [.. scores.Select(_ => new double[samples])];
        Parallel.For(0, samples, parallel, resample =>
        {
            using var segments = new Scratch<int>(stackalloc int[128], statistics.Count);
            using var sums = new Scratch<double>(stackalloc double[32], statistics.Width);
            draw(resample, segments.Span);
            statistics.Sum(segments.Span, sums.Span);
            for (var i = 0; i < results.Length; i++)
                results[i][resample] = scores[i](sums.Span);
        });
        return results;
    }

    /// <summary>Absolute differences between two pseudo-systems, which share out each segment's numbers by the throw of a coin.</summary>
    public static double[] SwappedDifferences(
        SegmentStatistics baseline, SegmentStatistics system, CorpusScore score, int trials, DrawSides draw, ParallelOptions parallel) =>
        Run(trials, parallel, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (trial) =>
        {
            using var sides = new Scratch<bool>(stackalloc bool[128], baseline.Count);
            using var first = new Scratch<double>(stackalloc double[32], baseline.Width);
            using var second = new Scratch<double>(stackalloc double[32], baseline.Width);
            draw(trial, sides.Span);
            first.Span.Clear();
            second.Span.Clear();
            for (var segment = 0; segment < sides.Span.Length; segment++)
            {
                (sides.Span[segment] ? baseline : system).AddTo(first.Span, segment);
                (sides.Span[segment] ? system : baseline).AddTo(second.Span, segment);
            }

            return Math.Abs(score(first.Span) - score(second.Span));
        });

    public static double[] Means(double[] values, int samples, DrawSegments draw, ParallelOptions parallel) =>
        Run(samples, parallel, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (resample) =>
        {
            using var items = new Scratch<int>(stackalloc int[128], values.Length);
            draw(resample, items.Span);
            var sum = 0.0;
            foreach (var item in items.Span)
                sum += values[item];
            return sum / values.Length;
        });

    /// <summary>Sorts figures and leaves those out that are not numbers: of resamples without a score.</summary>
    public static Span<double> SortedNumbers(Span<double> figures)
    {
        figures.Sort();

        // What is no number comes first.
        var none = 0;
        while (none < figures.Length && double.IsNaN(figures[none]))
            none++;
        return figures[none..];
    }

    public static void ThrowIfNotPaired(SegmentStatistics baseline, SegmentStatistics system)
    {
        if (baseline.Count != system.Count || baseline.Width != system.Width)
        {
            throw new ArgumentException(
                $"The baseline has {baseline.Count} segments of {baseline.Width} numbers, the system {system.Count} of {system.Width}.",
                nameof(system));
        }
    }

    private static double[] Run(int samples, ParallelOptions parallel, Func<int, double> compute)
    {
        var results = new double[samples];
        Parallel.For(0, samples, parallel, i => results[i] = compute(i));
        return results;
    }
}

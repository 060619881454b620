using CortexSharp.Metrics.NGrams;
using CortexSharp.Metrics.Subsequences;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Summaries;

/// <summary>Scores candidates. Each thread keeps one workspace, whose memory is there again for the next call.</summary>
internal sealed class RougeWorkspace
{
    private const int MostCharactersKept = 1 << 15;

    [ThreadStatic]
    private static RougeWorkspace? _idle;

    private readonly RougeText _candidate = new();
    private readonly RougeText _reference = new();
    private readonly SummaryLines _lines = new();
    private Pooled<int> _numbers = new(0);
    private Pooled<ulong> _sets = new(128);
    private Pooled<ulong> _runs = new(128);
    private Pooled<ulong> _vector = new(0);
    private int _charactersRead;

    /// <summary>A reference for one call.</summary>
    private ReferenceText Reference { get; } = new();

    /// <summary>This thread's workspace, until it is returned.</summary>
    public static RougeWorkspace Rent()
    {
        var workspace = _idle ?? new();
        _idle = null;
        return workspace;
    }

    public void Return()
    {
        if (_charactersRead > MostCharactersKept)
            Trim();
        _charactersRead = 0;
        _idle = this;
    }

    /// <summary>Prepares a reference that is kept.</summary>
    public void Prepare(ReadOnlySpan<char> text, RougeTypes types, RougeOptions options, ReferenceText reference)
    {
        Read(text, types, options, reference);
        reference.Keep();
    }

    public RougeScores Score(ReadOnlySpan<char> candidate, ReadOnlySpan<char> reference, RougeTypes types, RougeOptions options)
    {
        Read(reference, types, options, Reference);
        return Score(candidate, Reference, types, options);
    }

    public RougeScores Score(ReadOnlySpan<char> candidate, ReferenceText reference, RougeTypes types, RougeOptions options)
    {
        _charactersRead = Math.Max(_charactersRead, candidate.Length);
        _candidate.Read(candidate, types, options, reference.LongWords, isReference: false);
        var scores = default(RougeScores.Slots);
        if (reference.IsShort)
            ScoreBySets(reference, types, ref scores);
        else
            ScoreByNumbers(reference, types, ref scores);
        return new RougeScores(types, scores);
    }

    private void Read(ReadOnlySpan<char> text, RougeTypes types, RougeOptions options, ReferenceText reference)
    {
        _charactersRead = Math.Max(_charactersRead, text.Length);
        reference.Read(text, types, options, _reference);
    }

    private void ScoreBySets(ReferenceText reference, RougeTypes types, ref RougeScores.Slots scores)
    {
        var words = _candidate.Words;
        _sets.Grow(words.Count, 0);
        var sets = _sets.Array.AsSpan(0, words.Count);
        PositionSets.Of(reference.Low, reference.High, reference.Count, words, sets);

        var maxOrder = types.MaxOrder();
        if (maxOrder > 0)
            Set(ref scores, types, 1, PositionRuns.Count(sets), reference);
        if (maxOrder > 1)
        {
            _runs.Grow(words.Count, 0);
            var runs = _runs.Array.AsSpan(0, words.Count);
            Set(ref scores, types, 2, PositionRuns.CountLonger(sets, sets, runs), reference);
            for (var order = 3; order <= maxOrder; order++)
                Set(ref scores, types, order, PositionRuns.CountLonger(runs, sets, runs), reference);
        }

        if (types.Has(RougeTypes.RougeL))
            scores.Set(RougeTypes.RougeL, new RougeScore(BitParallelLcs.Length(sets), words.Count, reference.Count));
        if (types.Has(RougeTypes.RougeLsum))
            scores.Set(RougeTypes.RougeLsum, new RougeScore(_lines.Hits(sets, _candidate.LineEnds.Span, reference), words.Count, reference.Count));
    }

    private void ScoreByNumbers(ReferenceText reference, RougeTypes types, ref RougeScores.Slots scores)
    {
        var words = _candidate.Words;
        _numbers.Grow(words.Count, 0);
        var numbers = _numbers.Array.AsSpan(0, words.Count);
        reference.Vocabulary.Find(words.Low, words.High, numbers);

        var maxOrder = types.MaxOrder();
        if (maxOrder > 0)
        {
            Span<int> matches = stackalloc int[maxOrder];
            Match(numbers, reference, matches);
            for (var order = 1; order <= maxOrder; order++)
                Set(ref scores, types, order, matches[order - 1], reference);
        }

        if (types.Has(RougeTypes.RougeL))
        {
            _vector.Grow(reference.Width, 0);
            var vector = _vector.Array.AsSpan(0, reference.Width);
            var length = reference.IsDense
                ? BitParallelLcs.Length(numbers, reference.Rows, vector)
                : SparseLcs.Length(numbers, reference.Lists, vector);
            scores.Set(RougeTypes.RougeL, new RougeScore(length, words.Count, reference.Count));
        }

        if (types.Has(RougeTypes.RougeLsum))
            scores.Set(RougeTypes.RougeLsum, new RougeScore(_lines.Hits(numbers, _candidate.LineEnds.Span, reference), words.Count, reference.Count));
    }

    private static void Match(ReadOnlySpan<int> numbers, ReferenceText reference, Span<int> matches)
    {
        if (reference.HasChains && reference.Chains.TryCount(numbers, matches))
            return;
        var end = reference.Count;
        using var shared = new ClippedNGrams(numbers, reference.Numbers, new ReadOnlySpan<int>(in end));
        foreach (ref var count in matches)
            count = shared.CountNext();
    }

    private void Set(ref RougeScores.Slots scores, RougeTypes types, int order, int overlap, ReferenceText reference)
    {
        var type = RougeTypeSet.OfOrder(order);
        if (types.Has(type))
            scores.Set(type, new RougeScore(overlap, Math.Max(_candidate.Words.Count - order + 1, 0), Math.Max(reference.Count - order + 1, 0)));
    }

    private void Trim()
    {
        _candidate.Trim();
        _reference.Trim();
        _lines.Trim();
        _numbers.Trim();
        _sets.Trim();
        _runs.Trim();
        _vector.Trim();
        Reference.Trim();
    }
}

using CortexSharp.Metrics;
using CortexSharp.Metrics.Summaries;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Benchmarks.Ratios;

/// <summary>
/// ROUGE-L as one would write it who tunes the usual table: the words are read and numbered as ROUGE does it, then one row of integers is filled for
/// each word of the candidate, without a branch.
/// </summary>
internal sealed class TableLcs
{
    private static readonly RougeOptions Options = new();

    private readonly RougeText _candidate = new();
    private readonly RougeText _reference = new();
    private readonly LongTokens _longWords = new();
    private readonly Vocabulary _vocabulary = new();
    private int[] _numbers = [];
    private int[] _referenceNumbers = [];
    private int[] _row = [];

    public double Length(string candidate, string reference)
    {
        _longWords.Clear();
        _reference.Read(reference, RougeTypes.RougeL, Options, _longWords, isReference: true);
        _candidate.Read(candidate, RougeTypes.RougeL, Options, _longWords, isReference: false);
        var (first, second) = (_candidate.Words, _reference.Words);
        if (_row.Length <= second.Count)
            (_row, _referenceNumbers) = (new int[2 * (second.Count + 1)], new int[2 * (second.Count + 1)]);
        if (_numbers.Length < first.Count)
            _numbers = new int[2 * first.Count];
        _vocabulary.Clear(second.Count);
        _vocabulary.Add(second.Low, second.High, _referenceNumbers.AsSpan(0, second.Count));
        _vocabulary.Find(first.Low, first.High, _numbers.AsSpan(0, first.Count));
        return Length(_numbers.AsSpan(0, first.Count), _referenceNumbers.AsSpan(0, second.Count), _row.AsSpan(0, second.Count));
    }

    private static int Length(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, Span<int> row)
    {
        row.Clear();
        var last = 0;
        foreach (var number in candidate)
        {
            var diagonal = 0;
            last = 0;
            for (var i = 0; i < row.Length && i < reference.Length; i++)
            {
                var above = row[i];
                last = Math.Max(Math.Max(last, above), diagonal + (reference[i] == number ? 1 : 0));
                row[i] = last;
                diagonal = above;
            }
        }

        return last;
    }
}

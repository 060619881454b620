using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics.Subsequences;

/// <summary>
/// The unions of longest common subsequences of several lines, which have up to 64 tokens together, with each of other lines: ROUGE-Lsum of C.-Y.
/// Lin, "ROUGE: a package for automatic evaluation of summaries" (2004), with the tie rule of rouge_score's trace.
/// </summary>
/// <remarks>
/// Of the table only the vectors of <see cref="BitParallelLcs"/> are kept, one for each token of the candidate. That is enough for the trace: where
/// tokens differ, rouge_score goes one token back in the candidate if the table is larger there than one token back in the reference, that is,
/// if it grows at this position in this row, and otherwise back in the reference. So in each row the trace falls to the highest position, not above
/// its own, that matches or grows: a match is taken, a growth ends the row. All lines of a word take these steps at once: carries end with a
/// line, and the highest bit of each line is what is left when bits have been copied down the line. So no text, whatever its lines, takes more
/// steps than the product of its lengths, divided by 64.
/// </remarks>
internal sealed class UnionLcs
{
    private Pooled<ulong> _rows = new(64);

    // The last position of each line; the positions to which a bit may be copied from 1, 2, 4, 8, 16 and 32 further up, as it is the same line.
    private ulong _ends;
    private ulong _below1;
    private ulong _below2;
    private ulong _below4;
    private ulong _below8;
    private ulong _below16;
    private ulong _below32;

    /// <summary>Which positions have been in a longest common subsequence so far.</summary>
    public ulong Union { get; private set; }

    /// <summary>Sets the lines, whose unions are empty.</summary>
    /// <param name="ends">The last position of each line.</param>
    public void Begin(ulong ends)
    {
        Union = 0;
        _ends = ends;
        _below1 = ~ends;
        _below2 = _below1 & (_below1 >> 1);
        _below4 = _below2 & (_below2 >> 2);
        _below8 = _below4 & (_below4 >> 4);
        _below16 = _below8 & (_below8 >> 8);
        _below32 = _below16 & (_below16 >> 16);
    }

    /// <summary>Adds a longest common subsequence of each line with a line of the candidate.</summary>
    /// <param name="positions">
    /// For each token of the candidate's line, the positions that have it; of tokens in a row that have none, one is enough.
    /// </param>
    public void Add(ReadOnlySpan<ulong> positions)
    {
        var all = 0ul;
        foreach (var set in positions)
            all |= set;
        if ((all & ~Union) != 0)
            Trace(positions, Advance(positions));
    }

    public void Trim() => _rows.Trim();

    private ReadOnlySpan<ulong> Advance(ReadOnlySpan<ulong> positions)
    {
        _rows.Grow(positions.Length, 0);
        var rows = _rows.Array.AsSpan(0, positions.Length);
        var ends = _ends;
        var vector = BitParallelLcs.Start;
        for (var i = 0; i < positions.Length && i < rows.Length; i++)
        {
            // Without the highest bits of the lines a sum carries into them at most, and they are added without a carry.
            var matches = vector & positions[i];
            var sum = ((vector & ~ends) + (matches & ~ends)) ^ ((vector ^ matches) & ends);
            rows[i] = vector = sum | (vector ^ matches);
        }

        return rows;
    }

    private void Trace(ReadOnlySpan<ulong> positions, ReadOnlySpan<ulong> rows)
    {
        var union = Union;
        var left = ulong.MaxValue;
        for (var i = rows.Length - 1; left != 0 && i >= 0 && i < positions.Length; i--)
        {
            var upToStop = CopyDown((positions[i] | ~rows[i]) & left);
            var stops = upToStop & ~((upToStop >> 1) & _below1);
            var matches = stops & positions[i];
            union |= matches;
            left = upToStop ^ matches;
        }

        Union = union;
    }

    private ulong CopyDown(ulong bits)
    {
        bits |= (bits >> 1) & _below1;
        bits |= (bits >> 2) & _below2;
        bits |= (bits >> 4) & _below4;
        bits |= (bits >> 8) & _below8;
        bits |= (bits >> 16) & _below16;
        return bits | ((bits >> 32) & _below32);
    }
}

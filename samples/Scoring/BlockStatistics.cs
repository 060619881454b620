using CortexSharp.Metrics.Statistics;

namespace CortexSharp.Samples.Scoring;

/// <summary>
/// The numbers that a bootstrap interval is drawn from, in constant memory: one row a pair as long as there is room, then one row for each two
/// neighbours, four, and so on. Sums of blocks vary as sums of their pairs do, so that the interval stays what it was.
/// </summary>
internal sealed class BlockStatistics(int width)
{
    private const int MostBlocks = 1 << 15;

    private readonly double[] _block = new double[width];
    private SegmentStatistics _blocks = new(width);
    private int _pairsInBlock;
    private int _pairsOfBlock = 1;

    public void Add(ReadOnlySpan<double> pair)
    {
        for (var i = 0; i < width; i++)
            _block[i] += pair[i];
        if (++_pairsInBlock < _pairsOfBlock)
            return;
        Close();
        if (_blocks.Count == MostBlocks)
            Halve();
    }

    public BootstrapEstimate Estimate(CorpusScore score)
    {
        if (_pairsInBlock > 0)
            Close();
        return Bootstrap.Corpus(_blocks, score);
    }

    private void Close()
    {
        _blocks.Add(_block);
        Array.Clear(_block);
        _pairsInBlock = 0;
    }

    private void Halve()
    {
        var halved = new SegmentStatistics(width);
        var next = new double[width];
        for (var i = 0; i < _blocks.Count; i += 2)
        {
            _blocks.CopyTo(i, _block);
            _blocks.CopyTo(i + 1, next);
            for (var j = 0; j < width; j++)
                _block[j] += next[j];
            halved.Add(_block);
        }

        Array.Clear(_block);
        _blocks = halved;
        _pairsOfBlock *= 2;
    }
}

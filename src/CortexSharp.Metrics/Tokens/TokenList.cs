using System.Runtime.CompilerServices;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// The tokens of one text: slices of it, and for each a 128-bit key (<see cref="TokenKeys"/>) that is equal exactly when the tokens are, so that
/// nothing behind the tokenizer looks at characters again.
/// </summary>
/// <remarks>
/// The narrow copy of the text, a byte for each character, is a by-product of tokenizing by vectors; it is what keys are cut from. Low and high
/// halves of the keys lie apart, so that vectors compare one key with many. All memory is reused.
/// </remarks>
internal sealed class TokenList
{
    /// <summary>How far vectors may read and write beyond the last byte of the narrow text, and beyond the last token.</summary>
    public const int Padding = 64;

    // U+007F is not, as its byte stands for all that is none.
    private const char LastPlain = '\u007E';

    private Pooled<byte> _narrow = new(512);
    private Pooled<int> _starts = new(128 + Padding);
    private Pooled<int> _ends = new(128 + Padding);
    private Pooled<ulong> _low = new(128 + Padding);
    private Pooled<ulong> _high = new(128 + Padding);

    public int Count { get; private set; }

    /// <summary>Whether every character of the text is below U+007F, so that its bytes say all about it.</summary>
    public bool IsPlain { get; set; }

    /// <summary>A byte for each character, those from U+007F on as 0x7F, and padding.</summary>
    public byte[] Narrow => _narrow.Array;

    public ReadOnlySpan<int> Starts => _starts.Array.AsSpan(0, Count);

    public ReadOnlySpan<int> Ends => _ends.Array.AsSpan(0, Count);

    /// <summary>The low halves of the keys, once <see cref="TokenKeys"/> has written them.</summary>
    public Span<ulong> Low => _low.Array.AsSpan(0, Count);

    public Span<ulong> High => _high.Array.AsSpan(0, Count);

    /// <summary>
    /// The low halves and behind them, up to <see cref="Padding"/> more, whatever <see cref="TokenKeys"/> filled in: keys of no token.
    /// </summary>
    public ulong[] PaddedLow => _low.Array;

    public ulong[] PaddedHigh => _high.Array;

    /// <summary>Forgets the tokens and makes room for the narrow copy of a text.</summary>
    public void Clear(int textLength)
    {
        Count = 0;
        IsPlain = false;
        _narrow.Grow(checked(textLength + Padding), 0);
    }

    /// <summary>Forgets the tokens and takes the narrow copy of a text.</summary>
    public void Begin(ReadOnlySpan<char> text)
    {
        Clear(text.Length);
        var narrow = Narrow.AsSpan(0, text.Length);
        for (var i = 0; i < text.Length; i++)
            narrow[i] = (byte)Math.Min((int)text[i], LastPlain + 1);
        IsPlain = !narrow.Contains((byte)(LastPlain + 1));
    }

    public void Add(int start, int end)
    {
        Reserve(1);
        _starts.Array[Count] = start;
        _ends.Array[Count++] = end;
    }

    /// <summary>
    /// Room to write starts and ends of up to <see cref="Padding"/> more tokens without asking again. They are written apart, as a block of text may
    /// begin tokens that it does not end.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reserve(int started, out int[] starts, out int[] ends)
    {
        if (started + (2 * Padding) > _starts.Array.Length)
            Grow(started);
        starts = _starts.Array;
        ends = _ends.Array;
    }

    /// <summary>Takes in the tokens written into reserved room.</summary>
    public void Commit(int count) => Count = count;

    /// <summary>Makes room for a key for each token and for the padding behind them.</summary>
    public void ReserveKeys()
    {
        _low.Grow(Count + Padding, 0);
        _high.Grow(Count + Padding, 0);
    }

    public void Trim()
    {
        _narrow.Trim();
        _starts.Trim();
        _ends.Trim();
        _low.Trim();
        _high.Trim();
    }

    private void Reserve(int more)
    {
        if (Count + more > _starts.Array.Length)
            Grow(Count);
    }

    private void Grow(int used)
    {
        _starts.Grow(checked(used + (2 * Padding)), used);
        _ends.Grow(_starts.Array.Length, used);
    }
}

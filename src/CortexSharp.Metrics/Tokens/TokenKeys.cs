using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// Turns tokens into 128-bit keys that are equal exactly when the tokens are. A short token is its own key; only longer ones need a table. The first
/// byte tells the kinds apart:
/// <list type="bullet">
/// <item>below 0x7F: up to 16 characters below U+007F, a byte each, filled up with 0xFF;</item>
/// <item>0x80 + n: n up to 7 characters of which one is not, two bytes each;</item>
/// <item>0xFE: a long token that the table does not know, so that it is equal to none in it; 0xFF: the number of a long token in the table.</item>
/// </list>
/// </summary>
internal static class TokenKeys
{
    private const int MostPlain = 16;
    private const int MostWide = 7;

    // The low half of a key that no token has; it fills up the last vector of keys.
    private const ulong NoToken = 0xFD;

    // A window that slides over zeros and then ones: what fills up a token of a given length.
    private static ReadOnlySpan<byte> Fill =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    ];

    /// <summary>Writes the keys of all tokens of a text, which a plain list does without, adding unknown long ones to the table.</summary>
    public static void Add(TokenList tokens, ReadOnlySpan<char> text, LongTokens table) => Write(tokens, text, table, mayAdd: true);

    /// <summary>Writes the keys of all tokens of a text to be compared with those that are in the table, which stays as it is.</summary>
    public static void Find(TokenList tokens, ReadOnlySpan<char> text, LongTokens table) => Write(tokens, text, table, mayAdd: false);

    private static void Write(TokenList tokens, ReadOnlySpan<char> text, LongTokens table, bool mayAdd)
    {
        tokens.ReserveKeys();
        var starts = tokens.Starts;
        var ends = tokens.Ends;
        var low = tokens.Low;
        var high = tokens.High;
        var isPlain = tokens.IsPlain;
        ref var narrow = ref MemoryMarshal.GetArrayDataReference(tokens.Narrow);
        ref var fill = ref MemoryMarshal.GetReference(Fill);
        for (var i = 0; i < starts.Length; i++)
        {
            var start = starts[i];
            var length = ends[i] - start;
            if (length <= MostPlain)
            {
                // Within bounds: the narrow text is padded, and the length is from 1 to 16.
                var bytes = Vector128.LoadUnsafe(ref narrow, (nuint)start) | Vector128.LoadUnsafe(ref fill, (nuint)(MostPlain - length));
                if (isPlain || !Vector128.EqualsAny(bytes, Vector128.Create((byte)0x7F)))
                {
                    low[i] = bytes.AsUInt64().GetElement(0);
                    high[i] = bytes.AsUInt64().GetElement(1);
                    continue;
                }
            }

            (low[i], high[i]) = isPlain ? OfNarrow(tokens.Narrow.AsSpan(start, length), table, mayAdd) : Of(text.Slice(start, length), table, mayAdd);
        }

        tokens.PaddedLow.AsSpan(tokens.Count, TokenList.Padding).Fill(NoToken);
    }

    /// <summary>The key of one token.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (ulong Low, ulong High) Of(ReadOnlySpan<char> token, LongTokens table, bool mayAdd)
    {
        if (token.Length <= MostPlain && !token.ContainsAnyExceptInRange('\0', '\u007E'))
        {
            Span<byte> bytes = stackalloc byte[MostPlain];
            bytes.Fill(0xFF);
            for (var i = 0; i < token.Length; i++)
                bytes[i] = (byte)token[i];
            var plain = MemoryMarshal.Cast<byte, ulong>(bytes);
            return (plain[0], plain[1]);
        }

        if (token.Length <= MostWide)
        {
            Span<char> key = stackalloc char[8];
            key.Clear();
            key[0] = (char)(0x80 + token.Length);
            token.CopyTo(key[1..]);
            var halves = MemoryMarshal.Cast<char, ulong>(key);
            return (halves[0], halves[1]);
        }

        var number = mayAdd ? table.Add(token) : table.Find(token);
        return number < 0 ? (0xFEul, 0ul) : (0xFFul, (ulong)number);
    }

    /// <summary>Whether a token is its own key, a byte for each character.</summary>
    public static bool IsPlain(ulong low) => (byte)low < 0x7F;

    /// <summary>The characters of a token that is its own key.</summary>
    public static ReadOnlySpan<char> Characters(ulong low, ulong high, Span<char> destination)
    {
        var key = Vector128.Create(low, high).AsByte();
        var (first, second) = Vector128.Widen(key);
        first.CopyTo(MemoryMarshal.Cast<char, ushort>(destination));
        second.CopyTo(MemoryMarshal.Cast<char, ushort>(destination[8..]));
        var filled = Vector128.Equals(key, Vector128<byte>.AllBitsSet).ExtractMostSignificantBits();
        return destination[..BitOperations.TrailingZeroCount(filled | (1u << MostPlain))];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ulong Low, ulong High) OfNarrow(ReadOnlySpan<byte> token, LongTokens table, bool mayAdd)
    {
        using var characters = new Scratch<char>(stackalloc char[128], token.Length);
        Ascii.ToUtf16(token, characters.Span, out _);
        return Of(characters.Span, table, mayAdd);
    }
}

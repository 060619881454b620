using System.Buffers;
using System.Text;

namespace CortexSharp.Metrics.Text;

/// <summary>Lower case as Python's <c>str.lower</c> has it: the full, locale-independent mapping of Unicode.</summary>
/// <remarks>
/// .NET's invariant mapping is one code point to one and sees no context. It differs in two places only: <c>İ</c> becomes two code points
/// (SpecialCasing.txt's one unconditional expansion), and <c>Σ</c> at the end of a word becomes <c>ς</c>. Lone surrogates stay as they are.
/// </remarks>
internal static class Lowercase
{
    private const char DottedCapitalI = '\u0130';
    private const char CombiningDotAbove = '\u0307';
    private const char CapitalSigma = '\u03A3';

    /// <summary>The most characters that <see cref="Write"/> can need.</summary>
    public static int Capacity(ReadOnlySpan<char> text) => checked(text.Length + text.Count(DottedCapitalI));

    /// <summary>Writes the lower-case text, which must not overlap the source, and returns its length.</summary>
    public static int Write(ReadOnlySpan<char> source, Span<char> destination)
    {
        int read = 0, written = 0;
        while (true)
        {
            Ascii.ToLower(source[read..], destination[written..], out var ascii);
            read += ascii;
            written += ascii;
            if (read == source.Length)
                return written;

            do
                read += WriteOne(source, read, destination, ref written);
            while (read < source.Length && !char.IsAscii(source[read]));
        }
    }

    private static int WriteOne(ReadOnlySpan<char> source, int index, Span<char> destination, ref int written)
    {
        switch (source[index])
        {
            case DottedCapitalI:
                destination[written++] = 'i';
                destination[written++] = CombiningDotAbove;
                return 1;
            case CapitalSigma:
                destination[written++] = FinalSigma.IsFinal(source, index) ? '\u03C2' : '\u03C3';
                return 1;
        }

        if (Rune.DecodeFromUtf16(source[index..], out var rune, out var consumed) == OperationStatus.Done)
            written += Rune.ToLowerInvariant(rune).EncodeToUtf16(destination[written..]);
        else
            destination[written++] = source[index];
        return consumed;
    }
}

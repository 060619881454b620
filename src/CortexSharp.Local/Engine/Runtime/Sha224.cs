using System.Buffers.Binary;
using System.Numerics;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>SHA-224, the one digest of SHA2 that .NET lacks: SHA-256 with other starting values, cut to 28 bytes (FIPS 180-4).</summary>
internal static class Sha224
{
    // The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static readonly uint[] Round = [.. Primes().Take(64).Select(p => Fraction(p))];

    public static byte[] HashData(byte[] data)
    {
        uint[] state = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
        var padded = new byte[((data.Length + 8) / 64 * 64) + 64];
        data.CopyTo(padded, 0);
        padded[data.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padded.AsSpan(^8), data.Length * 8L);
        for (var at = 0; at < padded.Length; at += 64)
            Compress(state, padded.AsSpan(at, 64));
        var digest = new byte[28];
        for (var i = 0; i < 7; i++)
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * 4), state[i]);
        return digest;
    }

    private static void Compress(uint[] state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (var i = 0; i < 16; i++)
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        for (var i = 16; i < 64; i++)
        {
            var s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            var s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var i = 0; i < 64; i++)
        {
            var s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var t1 = h + s1 + ((e & f) ^ (~e & g)) + Round[i] + w[i];
            var s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        uint[] sums = [a, b, c, d, e, f, g, h];
        for (var i = 0; i < 8; i++)
            state[i] += sums[i];
    }

    private static IEnumerable<int> Primes() =>
        Enumerable.Range(2, 400).Where(n => Enumerable.Range(2, n - 2).TakeWhile(d => d * d <= n).All(d => n % d != 0));

    private static uint Fraction(int prime)
    {
        // floor(cbrt(p) * 2^32) exactly: the greatest x with x^3 <= p * 2^96.
        var target = new BigInteger(prime) << 96;
        var (low, high) = (BigInteger.Zero, BigInteger.One << 40);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (middle * middle * middle <= target)
                low = middle;
            else
                high = middle;
        }

        return (uint)(low & uint.MaxValue);
    }
}

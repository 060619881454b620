using System.Security.Cryptography;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>
/// Digests. HASH obeys Snowflake's laws (never null, equal for equal numbers of any scale) but gives other values: its algorithm is not public.
/// </summary>
internal static class HashRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("sha2", Sha2),
        new("sha2_binary", call => call.ReturnBlob(Sha2(call.Utf8(0), call.Whole(1)))),
#pragma warning disable CA5350, CA5351 // SHA-1 and MD5 are what the statement asks for.
        new("sha1", call => call.ReturnText(Convert.ToHexStringLower(SHA1.HashData(call.Utf8(0))))),
        new("sha1_binary", call => call.ReturnBlob(SHA1.HashData(call.Utf8(0)))),
        new("md5", call => call.ReturnText(Convert.ToHexStringLower(MD5.HashData(call.Utf8(0))))),
        new("md5_binary", call => call.ReturnBlob(MD5.HashData(call.Utf8(0)))),
        new("uuid5", NamedUuid),
#pragma warning restore CA5350, CA5351
        new("hash", call => call.Return(Hash(call, 0)), Strict: false),
    ];

    public static IEnumerable<RuntimeAggregate> Aggregates => [new("hash_agg", () => new HashSum())];

    private static void Sha2(FunctionCall call)
    {
        if (call.Whole(1) is not (0 or 256))
        {
            call.ReturnText(Convert.ToHexStringLower(Sha2(call.Utf8(0), call.Whole(1))));
            return;
        }

        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(call.Utf8(0), digest);
        Span<byte> hex = stackalloc byte[64];
        Convert.TryToHexStringLower(digest, hex, out _);
        call.ReturnText(hex);
    }

    private static byte[] Sha2(ReadOnlySpan<byte> bytes, long bits) => bits switch
    {
        224 => Sha224.HashData(bytes.ToArray()),
        0 or 256 => SHA256.HashData(bytes),
        384 => SHA384.HashData(bytes),
        512 => SHA512.HashData(bytes),
        _ => throw SqlErrors.Execution($"Invalid digest size {bits} in SHA2: it is 224, 256, 384 or 512"),
    };

#pragma warning disable CA5350 // Version 5 of a UUID is made of SHA-1 (RFC 9562, section 5.5).
    private static void NamedUuid(FunctionCall call)
    {
        if (!Guid.TryParse(call.Text(0), out var space))
            throw SqlErrors.Execution($"Invalid UUID '{call.Text(0)}' in UUID_STRING");
        var digest = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. call.Utf8(1)]).AsSpan(0, 16);
        digest[6] = (byte)((digest[6] & 0x0f) | 0x50);
        digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
        call.ReturnText(new Guid(digest, bigEndian: true).ToString());
    }
#pragma warning restore CA5350

    /// <summary>
    /// Pairs of a tag and a value: the tag of a NUMBER is its scale, that of other kinds a word. Trailing zeros behind the point fall away, so that
    /// the scale does not matter, and a FLOAT that is a whole number is one.
    /// </summary>
    private static long Hash(FunctionCall call, int from)
    {
        var hash = StableHash.Start;
        for (var i = from; i + 1 < call.Count; i += 2)
        {
            switch (call.Kind(i + 1))
            {
                case CellKind.Null:
                    hash.Add(0);
                    break;
                case CellKind.Integer when call.Kind(i) is CellKind.Integer:
                    AddNumber(ref hash, call.Whole(i + 1), (int)call.Whole(i));
                    break;
                case CellKind.Real:
                    var real = call.Double(i + 1);
                    if (Math.Abs(real) < 9e18 && Math.Truncate(real) == real)
                        AddNumber(ref hash, (long)real, 0);
                    else
                        hash.Add(call.Utf8(i), BitConverter.DoubleToInt64Bits(real));
                    break;
                case CellKind.Integer:
                    hash.Add(call.Utf8(i), call.Whole(i + 1));
                    break;
                default:
                    hash.Add(call.Utf8(i), call.Utf8(i + 1));
                    break;
            }
        }

        return hash.Value;
    }

    private static void AddNumber(ref StableHash hash, long units, int scale)
    {
        for (; scale > 0 && units % 10 == 0; scale--)
            units /= 10;
        hash.Add(scale + 1, units);
    }

    /// <summary>A sum of the rows' hashes: their order does not matter, their number does, and no rows give 0.</summary>
    private sealed class HashSum : Aggregator
    {
        private long _sum;

        public override void Add(FunctionCall row) => _sum = unchecked(_sum + row.Whole(0));

        public override void Remove(FunctionCall row) => _sum = unchecked(_sum - row.Whole(0));

        public override void Return(FunctionCall result) => result.Return(_sum);
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Digests. HASH obeys Snowflake's laws (never null, equal for equal values of any scale) but gives other values: its algorithm is not public.</summary>
internal static class HashRuntime
{
    public static IEnumerable<RuntimeFunction> All =>
    [
        new("sha2", a => Convert.ToHexStringLower(Sha2(Bytes(a[0]!), Whole(a, 1)))),
#pragma warning disable CA5351 // MD5 is what the statement asks for.
        new("md5", a => Convert.ToHexStringLower(MD5.HashData(Bytes(a[0]!)))),
#pragma warning restore CA5351
        new("hash", a => Hash(a), Strict: false),
    ];

    private static byte[] Bytes(object value) => value as byte[] ?? Encoding.UTF8.GetBytes(Text([value], 0));

    private static byte[] Sha2(byte[] bytes, long bits) => bits switch
    {
        224 => Sha224.HashData(bytes),
        0 or 256 => SHA256.HashData(bytes),
        384 => SHA384.HashData(bytes),
        512 => SHA512.HashData(bytes),
        _ => throw SqlErrors.Execution($"Invalid digest size {bits} in SHA2: it is 224, 256, 384 or 512"),
    };

    private static long Hash(object?[] values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var value in values)
        {
            var bytes = value is null ? [] : Encoding.UTF8.GetBytes(Text([value], 0));
            // The length, or -1 for null, keeps neighbours apart.
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(value is null ? -1 : bytes.Length)}:")));
            hash.AppendData(bytes);
        }

        return BinaryPrimitives.ReadInt64BigEndian(hash.GetHashAndReset());
    }
}

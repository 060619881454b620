using System.Globalization;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Digests and hashes of text and bytes.</summary>
internal static class HashFunctions
{
    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["SHA2", "SHA2_HEX"], name => Of(name, 1, 2, SqlType.Varchar, c => $"cs_sha2({c.TextOrBytes(0)}, {c.WholeOr(1, 256)})")),
        Of("SHA2_BINARY", 1, 2, SqlType.Binary, c => $"cs_sha2_binary({c.TextOrBytes(0)}, {c.WholeOr(1, 256)})"),
        .. Named(["SHA1", "SHA1_HEX"], name => Of(name, 1, 1, SqlType.Varchar, c => $"cs_sha1({c.TextOrBytes(0)})")),
        Of("SHA1_BINARY", 1, 1, SqlType.Binary, c => $"cs_sha1_binary({c.TextOrBytes(0)})"),
        .. Named(["MD5", "MD5_HEX"], name => Of(name, 1, 1, SqlType.Varchar, c => $"cs_md5({c.TextOrBytes(0)})")),
        Of("MD5_BINARY", 1, 1, SqlType.Binary, c => $"cs_md5_binary({c.TextOrBytes(0)})"),
        Of("HASH", 1, int.MaxValue, SqlType.Number(0, 19), c => $"cs_hash({Arguments(c)})"),
        Of("UUID_STRING", 0, 2, SqlType.Varchar, Uuid),
    ];

    /// <summary>
    /// The arguments in pairs of a tag and a value: a NUMBER's tag is its scale, which must not matter, and different kinds differ.
    /// </summary>
    public static string Arguments(CallSite call) => string.Join(", ", Enumerable.Range(0, call.Count).Select(i => call[i].Type switch
    {
        { Kind: SqlTypeKind.Number, Scale: var scale } => string.Create(CultureInfo.InvariantCulture, $"{scale}, {call[i].Text}"),
        { Kind: SqlTypeKind.Null } => "'', NULL",
        { Kind: SqlTypeKind.Float } => "'Float', " + call[i].Text,
        { Kind: SqlTypeKind.TimestampTz } => "'TimestampTz', " + call.As(i, SqlType.TimestampLtz),
        var type => $"'{type.Kind}', {call[i].Text}",
    }));

    private static string Uuid(CallSite c) => c.Count switch
    {
        0 => "cs_uuid()",
        2 => $"cs_uuid5({c.Texts()})",
        _ => throw c.Invalid(0, "a UUID and a name go together"),
    };
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// A digest of pairs that does not depend on their order and is the same in Snowflake and here. Each pair is digested as its prompt and
/// completion, each with its length in characters before it; the digests, sorted, are digested. Above 250,000 pairs that is done for each
/// beginning of three hexadecimal digits first, because Snowflake joins texts up to 16 million characters only.
/// </summary>
public static class TrainingFingerprint
{
    /// <summary>Up to so many pairs are digested at once.</summary>
    public const int MostPairsAtOnce = 250_000;

    private const int BucketDigits = 3;

    /// <summary>The digest of some pairs, as 64 hexadecimal digits in lower case.</summary>
    /// <param name="pairs">The pairs, in any order.</param>
    public static string Compute(IEnumerable<TrainingPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var digests = pairs.Select(DigestOf).ToList();
        digests.Sort(StringComparer.Ordinal);
        return digests.Count <= MostPairsAtOnce
            ? DigestOf(string.Concat(digests))
            : DigestOf(
                string.Concat(digests.GroupBy(d => d[..BucketDigits], StringComparer.Ordinal).Select(bucket => DigestOf(string.Concat(bucket)))));
    }

    /// <summary>The statement that computes the digest in the warehouse: one row, N (how many pairs there were) and SHA256.</summary>
    /// <param name="pairs">A query that gives the prompt as P and the completion as C.</param>
    /// <param name="count">How many pairs there are, which decides how they are digested; compare it with N afterwards.</param>
    public static SqlStatement ToSql(SqlStatement pairs, long count)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var digests = SqlStatement.Create($"SELECT SHA2(LENGTH(x.P) || ':' || x.P || LENGTH(x.C) || ':' || x.C, 256) AS D FROM ({pairs}) x");
        if (count <= MostPairsAtOnce)
            return SqlStatement.Create($"SELECT COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS SHA256 FROM ({digests}) d");
        var buckets = SqlStatement.Create(
            $"SELECT LEFT(d.D, {SqlLiteral.Of(BucketDigits)}) AS B, COUNT(*) AS N, SHA2(LISTAGG(d.D, '') WITHIN GROUP (ORDER BY d.D), 256) AS D "
            + $"FROM ({digests}) d GROUP BY 1");
        return SqlStatement.Create($"SELECT SUM(b.N) AS N, SHA2(LISTAGG(b.D, '') WITHIN GROUP (ORDER BY b.B), 256) AS SHA256 FROM ({buckets}) b");
    }

    private static string DigestOf(TrainingPair pair) => DigestOf(string.Create(
        CultureInfo.InvariantCulture, $"{Characters(pair.Prompt)}:{pair.Prompt}{Characters(pair.Completion)}:{pair.Completion}"));

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Snowflake counts characters, .NET their halves where a character has two.
    private static int Characters(string text) => text.EnumerateRunes().Count();
}

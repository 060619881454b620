using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Comparing;

/// <summary>
/// What a case asks and expects, as a number: the beginning of the SHA-256 of prompt and references. Keys are often row numbers, which say in another
/// file what they do not in this one.
/// </summary>
/// <param name="Hash">The number; 0 when the content is not known.</param>
internal readonly record struct CaseContent(ulong Hash)
{
    private const int HexDigits = 16;
    private const char Record = '\u001e';
    private const char Unit = '\u001f';

    public static CaseContent Of(EvaluationCase item)
    {
        var text = $"{item.Prompt}{Record}{string.Join(Unit, item.References)}";
        return new(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>The same number in SQL, as hexadecimal digits, of a prompt and an array of references.</summary>
    public static SqlStatement ToSql(SqlStatement prompt, SqlStatement references) => SqlStatement.Create(
        $"LEFT(SHA2({prompt} || CHR({SqlLiteral.Of((int)Record)}) || ARRAY_TO_STRING({references}, CHR({SqlLiteral.Of((int)Unit)})), 256), "
        + $"{SqlLiteral.Of(HexDigits)})");

    public static CaseContent Parse(string hex) => new(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>Whether both may be of one case: they are equal, or one is not known.</summary>
    public bool Fits(CaseContent other) => Hash == other.Hash || Hash == 0 || other.Hash == 0;
}

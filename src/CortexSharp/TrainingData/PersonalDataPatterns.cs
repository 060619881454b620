using System.Text;
using System.Text.RegularExpressions;
using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>
/// The patterns, in Snowflake's regular expressions, which know neither look-around nor groups that do not capture (its page "String functions
/// (regular expressions)"). In the order in which they replace: what is told apart by its form comes before what is mere digits.
/// </summary>
internal static class PersonalDataPatterns
{
    private const string Octet = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private const string Hex = "[0-9A-Fa-f]{1,4}";

    private static readonly (PersonalDataKind Kind, string Pattern)[] Patterns =
    [
        (PersonalDataKind.Email, """[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"""),
        (PersonalDataKind.Iban, Any(
            """\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\b""",
            """\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\b""")),
        // The French NIR, of which all but the first digit would pass for a card.
        (PersonalDataKind.NationalId, """\b[12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?\b"""),
        // Also where letters stick to the digits, of which the next one is replaced too. The forms of old JCB and of Troy cards have one length.
        (PersonalDataKind.PaymentCard,
            """(\b|[A-Za-z_])((1800|2131)([ .-]?[0-9]){11}|9792([ .-]?[0-9]){12}|(2[2-7]|[3-6][0-9]|8[12])([ .-]?[0-9]){11,17})(\b|[A-Za-z_])"""),
        (PersonalDataKind.NationalId, Any(
            """\b[0-9]{3}[ .-][0-9]{2}[ .-][0-9]{4}\b""", // US social security
            """\b[A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]\b""", // UK national insurance
            """\b([0-9]{8}|[XYZxyz]-?[0-9]{7})-?[A-Za-z]\b""", // Spanish DNI and NIE
            """\b[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z]\b""", // Italian codice fiscale
            """\b([0-9]{2})?[0-9]{6}[+-][0-9]{4}\b""", // Swedish personnummer
            """\b[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}\b""", // German tax number
            """\b[2-9][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}\b""")), // Indian Aadhaar
        (PersonalDataKind.IpAddress, Any(
            $$"""\b{{Octet}}(\.{{Octet}}){3}\b""",
            $$"""\b({{Hex}}:){5,7}{{Hex}}\b""",
            $$"""\b({{Hex}}:){1,6}:({{Hex}}(:{{Hex}}){0,5})?""")),
        (PersonalDataKind.Phone, Any(
            """[+][0-9]([ ()./-]{0,2}[0-9]){6,14}\b""",
            """\b00[1-9]([ ()./-]{0,2}[0-9]){6,13}\b""",
            """[(]?\b0[0-9]{2,4}[)]?[ ./-]{1,3}[0-9]{2}([ ./-]?[0-9]){3,9}\b""",
            """\b0[1-9]([ .-][0-9]{2}){4}\b""",
            """\b0[0-9]{8,11}\b""",
            """([(][2-9][0-9]{2}[)]|\b[2-9][0-9]{2})[ .-]{0,2}[0-9]{3}[ .-][0-9]{4}\b""")),
    ];

    /// <summary>All kinds that have a pattern.</summary>
    public static IReadOnlyList<PersonalDataKind> All { get; } = [.. Patterns.Select(p => p.Kind).Distinct()];

    /// <summary>The patterns of some kinds, and of names. A kind may have several.</summary>
    /// <exception cref="ArgumentException">A kind has no pattern.</exception>
    public static IEnumerable<(PersonalDataKind Kind, string Pattern)> Of(IReadOnlyList<PersonalDataKind> kinds, IReadOnlyList<string> names)
    {
        if (kinds.FirstOrDefault(k => !All.Contains(k)) is { Value: not null } unknown)
            throw new ArgumentException($"No pattern finds the kind {unknown}; there are patterns for {string.Join(", ", All)}, and {nameof(RedactionOptions.Names)} for names.", nameof(kinds));
        return Patterns.Where(p => kinds.Contains(p.Kind)).Concat(names.Count == 0 ? [] : [(PersonalDataKind.Name, NamesPattern(names))]);
    }

    /// <summary>A text with what the patterns find replaced by its kind.</summary>
    public static SqlStatement Redacted(SqlStatement text, IEnumerable<(PersonalDataKind Kind, string Pattern)> patterns) => patterns.Aggregate(
        text, (sql, p) => SqlStatement.Create($"REGEXP_REPLACE({sql}, {SqlLiteral.Of(p.Pattern)}, {SqlLiteral.Of($"[{p.Kind}]")}, 1, 0, {Flags(p.Kind)})"));

    /// <summary>Whether one of the patterns of a kind finds anything in a text.</summary>
    public static SqlStatement IsFound(SqlStatement text, IGrouping<PersonalDataKind, string> patterns) => patterns
        .Select(pattern => SqlStatement.Create($"REGEXP_INSTR({text}, {SqlLiteral.Of(pattern)}, 1, 1, 0, {Flags(patterns.Key)}) > 0"))
        .Aggregate(static (all, next) => SqlStatement.Create($"{all} OR {next}"));

    private static SqlLiteral Flags(PersonalDataKind kind) => SqlLiteral.Of(kind == PersonalDataKind.Name ? "i" : "c");

    private static string Any(params string[] patterns) => $"({string.Join(")|(", patterns)})";

    private static string NamesPattern(IReadOnlyList<string> names)
    {
        var builder = new StringBuilder(@"\b(");
        for (var i = 0; i < names.Count; i++)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(names[i], nameof(names));
            builder.Append(i > 0 ? "|" : "").Append(Regex.Escape(names[i].Trim()).Replace("\\ ", "\\s+", StringComparison.Ordinal));
        }

        return builder.Append(@")\b").ToString();
    }
}

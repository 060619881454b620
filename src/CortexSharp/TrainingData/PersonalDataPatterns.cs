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

    // Spaces that do not break (U+00A0, U+202F), hyphens and dashes stand in numbers as plain ones do.
    private const string Blank = "[:space:]\u00A0\u202F";
    private const string Dash = "\u2010\u2011\u2013\u2014-";
    private const string Gap = $"[{Blank}./{Dash}]";
    private const string Parted = $"[{Blank}.{Dash}]";

    // What is no part of an address of e-mail; letters of all scripts are.
    private const string NoAddress = "[:space:]@,;:<>()\"\uFF0C\u3002\uFF1A\uFF1B\u3001\uFF08\uFF09\u3010\u3011\u300C\u300D";

    private static readonly PersonalDataPattern[] Patterns =
    [
        new(PersonalDataKind.Email, $"[^{NoAddress}]+@[^{NoAddress}.!?/]+([.][^{NoAddress}.!?/]+)*[.][^{NoAddress}.!?/'0-9]{{2,}}"),
        new(PersonalDataKind.Iban, Any(
            """\b[A-Z]{2}[0-9]{2}([ -]?[A-Z0-9]{4}){2,7}([ -]?[A-Z0-9]{1,3})?\b""",
            """\b[a-z]{2}[0-9]{2}([ -]?[a-z0-9]{4})?([ -]?[0-9]{4}){2,6}([ -]?[0-9]{1,3})?\b""")),
        // The French NIR, of which all but the first digit would pass for a card.
        PersonalDataPattern.OfDigits(
            PersonalDataKind.NationalId, "[12] ?[0-9]{2} ?(0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3}( ?[0-9]{2})?"),
        PersonalDataPattern.OfDigits(
            PersonalDataKind.PaymentCard,
            // The forms of old JCB and of Troy cards have one length.
            $"(2[2-7]|[3-6][0-9]|8[12])({Gap}{{0,2}}[0-9]){{11,17}}|(1800|2131)({Gap}{{0,2}}[0-9]){{11}}|9792({Gap}{{0,2}}[0-9]){{12}}"),
        PersonalDataPattern.OfWords(PersonalDataKind.NationalId, string.Join(
            '|',
            "[A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]", // UK national insurance
            "[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}-?[A-Z]|[0-9]{8}-?[a-z]|[XYZxyz]-?[0-9]{7}-?[A-Za-z]", // Spanish DNI and NIE
            "[A-Za-z]{6}[0-9]{2}[A-Za-z][0-9]{2}[A-Za-z][0-9]{3}[A-Za-z]")), // Italian codice fiscale
        // Numbers that pass for any other unless a word before them says what they are.
        PersonalDataPattern.Behind(
            PersonalDataKind.NationalId,
            "ssn|social security|aadhaar|aadhar|personnummer|steuer-?id|steuer-?nr|steuernummer|tax id|tax number|national id",
            $"[0-9]({Parted}?[0-9]){{7,13}}"),
        PersonalDataPattern.OfDigits(PersonalDataKind.NationalId, string.Join(
            '|',
            $"[0-9]{{3}}{Parted}[0-9]{{2}}{Parted}[0-9]{{4}}", // US social security
            "(19|20)?[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{4}", // Swedish personnummer, without its hyphen
            "([0-9]{2})?[0-9]{6}[+-][0-9]{4}", // and with it
            $"[0-9]{{2}}[{Blank}][0-9]{{3}}[{Blank}][0-9]{{3}}[{Blank}][0-9]{{3}}", // German tax number
            $"[2-9][0-9]{{3}}{Parted}[0-9]{{4}}{Parted}[0-9]{{4}}")), // Indian Aadhaar
        new(PersonalDataKind.IpAddress, Any(
            $$"""\b{{Octet}}(\.{{Octet}}){3}\b""",
            $$"""\b({{Hex}}:){5,7}{{Hex}}\b""",
            $$"""\b({{Hex}}:){1,6}:({{Hex}}(:{{Hex}}){0,5})?""")),
        PersonalDataPattern.OfDigits(PersonalDataKind.Phone, $"[+][0-9]([{Blank}()./{Dash}]{{0,2}}[0-9]){{6,14}}"),
        // Behind a letter they would be the numbers of parcels and parts.
        PersonalDataPattern.OfWords(PersonalDataKind.Phone, string.Join(
            '|',
            $"00[1-9]([{Blank}()./{Dash}]{{0,2}}[0-9]){{6,13}}",
            $"[(]?0[0-9]{{2,4}}[)]?{Gap}{{1,3}}[0-9]{{2}}({Gap}?[0-9]){{3,9}}",
            $"0[1-9]({Parted}[0-9]{{2}}){{4}}",
            "0[0-9]{8,12}",
            $"[(]?[2-9][0-9]{{2}}[)]?{Parted}{{0,2}}[0-9]{{3}}{Parted}[0-9]{{4}}", // North America, the last four apart,
            $"[(]?[2-9][0-9]{{2}}[)]?{Parted}{{0,2}}[2-9][0-9]{{6}}", // and not
            $"[0-9]{{3}}[{Blank}{Dash}][0-9]{{3}}[{Blank}{Dash}][0-9]{{3}}", // Spain, Poland
            $"[6-9][0-9]{{4}}[{Blank}{Dash}][0-9]{{5}}")), // India
    ];

    /// <summary>All kinds that have a pattern.</summary>
    public static IReadOnlyList<PersonalDataKind> All { get; } = [.. Patterns.Select(p => p.Kind).Distinct()];

    /// <summary>The patterns of some kinds, and of names. A kind may have several.</summary>
    /// <exception cref="ArgumentException">A kind has no pattern.</exception>
    public static IEnumerable<PersonalDataPattern> Of(IReadOnlyList<PersonalDataKind> kinds, IReadOnlyList<string> names)
    {
        if (kinds.FirstOrDefault(k => !All.Contains(k)) is { Value: not null } unknown)
        {
            throw new ArgumentException(
                $"No pattern finds the kind {unknown}; there are patterns for {string.Join(", ", All)}, and {nameof(RedactionOptions.Names)} for "
                + "names.", nameof(kinds));
        }

        return Patterns.Where(p => kinds.Contains(p.Kind)).Concat(names.Count == 0 ? [] : [OfNames(names)]);
    }

    /// <summary>A text with what the patterns find replaced by its kind.</summary>
    public static SqlStatement Redacted(SqlStatement text, IEnumerable<PersonalDataPattern> patterns) =>
        patterns.Aggregate(text, static (sql, pattern) => pattern.Redacted(sql));

    /// <summary>Whether one of the patterns finds anything in a text.</summary>
    public static SqlStatement IsFound(SqlStatement text, IEnumerable<PersonalDataPattern> patterns) => patterns
        .Select(pattern => pattern.IsFound(text)).Aggregate(static (all, next) => SqlStatement.Create($"{all} OR {next}"));

    private static string Any(params string[] patterns) => $"({string.Join(")|(", patterns)})";

    private static PersonalDataPattern OfNames(IReadOnlyList<string> names)
    {
        foreach (var name in names)
            ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(names));
        // The longest first: where the first alternative that fits counts, Ann would leave the second name of Ann Miller.
        var words = names.Select(n => n.Trim()).OrderByDescending(n => n.Length).Select(n => Regex.Escape(n)
            .Replace("\\ ", $"[{Blank}]+", StringComparison.Ordinal).Replace("'", "['\u2019]", StringComparison.Ordinal));
        return PersonalDataPattern.OfWords(PersonalDataKind.Name, string.Join('|', words)) with { IgnoresCase = true };
    }
}

using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;

namespace CortexSharp.Local.Cortex.Redaction;

/// <summary>
/// Finds personal information by patterns, checksums and a list of first names. It knows no language: a name without a title, a phrase such as
/// "my name is" or a common first name is not seen, and neither is an address without a number or a postal code.
/// </summary>
internal static partial class PiiRecognizer
{
    // Of two finds that overlap, the one further up counts.
    private static readonly ImmutableArray<(string Category, Regex Pattern, Func<string, bool> IsReal)> Patterns =
    [
        ("EMAIL", Email(), Always),
        ("IP_ADDRESS", Ip(), static text => IPAddress.TryParse(text, out _)),
        ("NATIONAL_ID", SocialSecurity(), Always),
        ("TAX_IDENTIFIER", Taxpayer(), Always),
        ("PASSPORT", Passport(), Always),
        ("DRIVERS_LICENSE", License(), static text => text.Any(char.IsAsciiDigit)),
        ("PAYMENT_CARD_DATA", Card(), PassesLuhn),
        ("PAYMENT_CARD_DATA", CardDetail(), Always),
        ("DATE_OF_BIRTH", Birth(), Always),
        ("AGE", Age(), Always),
        ("ADDRESS", Street(), Always),
        ("ADDRESS", SpelledStreet(), Always),
        ("ADDRESS", StateAndZip(), Always),
        ("ADDRESS", PostalCode(), Always),
        ("ADDRESS", City(), Always),
        ("PHONE_NUMBER", Phone(), Always),
        ("GENDER", Gender(), Always),
        ("NAME", TitledName(), Always),
        ("NAME", IntroducedName(), Always),
        ("NAME", KnownName(), Always),
    ];

    /// <summary>The categories that <c>AI_REDACT</c> takes.</summary>
    public static ImmutableArray<string> Categories { get; } =
    [
        "NAME", "EMAIL", "PHONE_NUMBER", "DATE_OF_BIRTH", "GENDER", "AGE", "ADDRESS", "NATIONAL_ID", "PASSPORT", "TAX_IDENTIFIER",
        "PAYMENT_CARD_DATA", "DRIVERS_LICENSE", "IP_ADDRESS",
    ];

    /// <summary>What is found, in the text's order and without overlaps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="categories">The categories to look for.</param>
    public static IReadOnlyList<PiiSpan> Find(string text, IReadOnlyCollection<string> categories)
    {
        var found = new List<PiiSpan>();
        foreach (var (category, pattern, isReal) in Patterns)
        {
            foreach (Match match in pattern.Matches(text))
            {
                var value = match.Groups["value"] is { Success: true } group ? group : (Group)match;
                if (isReal(value.Value) && !found.Exists(s => s.Start < value.Index + value.Length && value.Index < s.End))
                    found.Add(new(category, value.Index, value.Index + value.Length));
            }
        }

        // A street, a city and a postal code beside each other are one address.
        var merged = new List<PiiSpan>();
        foreach (var span in found.Where(s => categories.Contains(s.Category)).OrderBy(s => s.Start))
        {
            if (span.Category == "ADDRESS" && merged is [.., { Category: "ADDRESS" } last]
                && text.AsSpan(last.End, span.Start - last.End).Trim(" ,\n").IsEmpty)
            {
                merged[^1] = last with { End = span.End };
            }
            else
                merged.Add(span);
        }

        return merged;
    }

    private static bool Always(string text) => true;

    /// <summary>The check digit of card numbers (ISO/IEC 7812-1).</summary>
    private static bool PassesLuhn(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Reverse().Select(c => c - '0').ToArray();
        return digits.Length is >= 13 and <= 19 && digits.Select((d, i) => i % 2 == 0 ? d : d > 4 ? (d * 2) - 9 : d * 2).Sum() % 10 == 0;
    }

    private const string Streets =
        "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Square|Terrace|Crescent|Close|Parkway|"
        + "Pkwy|Highway|Hwy";
    private const string States =
        "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|"
        + "TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE";
    private const string Cities =
        "New York City|New York|Los Angeles|Chicago|Houston|Phoenix|Philadelphia|San Antonio|San Diego|Dallas|San Jose|Austin|"
        + "San Francisco|Seattle|Denver|Boston|Portland|Kirkland|Las Vegas|Detroit|Memphis|Baltimore|Milwaukee|Albuquerque|Atlanta|"
        + "Miami|Oakland|Minneapolis|Cleveland|New Orleans|Toronto|Montreal|Vancouver|Calgary|Ottawa|London|Manchester|Birmingham|"
        + "Liverpool|Leeds|Glasgow|Edinburgh|Bristol|Cardiff|Belfast";
    private const string FirstNames =
        "James|Mary|Michael|Patricia|Robert|Jennifer|John|Linda|David|Elizabeth|William|Barbara|Richard|Susan|Joseph|Jessica|Thomas|"
        + "Karen|Christopher|Sarah|Charles|Lisa|Daniel|Nancy|Matthew|Sandra|Anthony|Ashley|Mark|Emily|Donald|Kimberly|Steven|Betty|"
        + "Andrew|Margaret|Paul|Donna|Joshua|Michelle|Kenneth|Carol|Kevin|Amanda|Brian|Melissa|Timothy|Deborah|Ronald|Stephanie|George|"
        + "Rebecca|Jason|Sharon|Edward|Laura|Jeffrey|Cynthia|Ryan|Amy|Jacob|Kathleen|Nicholas|Angela|Gary|Dorothy|Eric|Shirley|Jonathan|"
        + "Emma|Stephen|Brenda|Larry|Nicole|Justin|Pamela|Scott|Samantha|Brandon|Anna|Benjamin|Katherine|Samuel|Christine|Gregory|Debra|"
        + "Alexander|Rachel|Patrick|Olivia|Jack|Maria|Jane|Mike|Tom|Bob|Alice|Peter|Helen|Henry|Julia|Lucas|Sophia|Liam|Noah|Oliver|"
        + "Charlotte|Amelia|Ava|Mia|Isabella|Ethan|Harry|Simon|Kate|Priya|Wei|Mohammed|Ahmed|Fatima|Carlos|Juan|Jose|Luis|Ana";
    private const string Months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";

    private const string Date =
        @"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|" + Months + @"\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? " + Months + @",? \d{4})";

    [GeneratedRegex(@"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Email();

    [GeneratedRegex(
        @"(?<![\w.])(?:(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![\w:]|\.\d)")]
    private static partial Regex Ip();

    [GeneratedRegex(@"(?<!\d)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?!\d)")]
    private static partial Regex SocialSecurity();

    [GeneratedRegex(@"(?<!\d)9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}(?!\d)")]
    private static partial Regex Taxpayer();

    [GeneratedRegex(@"passport(?:\s+(?:number|no\.?|#|is))*\W{0,3}(?<value>[A-Z]{0,2}\d{6,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Passport();

    [GeneratedRegex(
        @"(?:driver'?s?|driving)\s+licen[sc]e(?:\s+(?:number|no\.?|#|is))*\W{0,3}(?<value>[A-Z0-9][A-Z0-9-]{4,17})\b", RegexOptions.IgnoreCase)]
    private static partial Regex License();

    [GeneratedRegex(@"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")]
    private static partial Regex Card();

    [GeneratedRegex(
        @"\b(?:cvv2?|cvc2?|security code)(?:\s+(?:number|is))*\W{0,3}(?<value>\d{3,4})\b|" +
        @"\bexp(?:iry|ires|iration)?(?:\s+(?:date|is|on))*\W{0,3}(?<value>\d{2}/\d{2,4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex CardDetail();

    [GeneratedRegex(@"\b(?:born|date of birth|dob|birthday|birth date)(?:\s+(?:on|is|was))*\W{0,3}(?<value>" + Date + ")", RegexOptions.IgnoreCase)]
    private static partial Regex Birth();

    [GeneratedRegex(@"\b\d{1,3}[ -](?:years?|months?)[ -]old\b|\bage[ds]?\s*(?:is\s+|of\s+|:\s*)?(?<value>\d{1,3})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b\d{1,6}\s+(?:[A-Z0-9][\w'-]*\s+){1,4}(?:" + Streets + @")\b(?:,?\s+(?:Apt|Suite|Unit|#)\.?\s*\w+)?")]
    private static partial Regex Street();

    [GeneratedRegex(@"(?<=\b(?:at|on|in)\s)(?:(?!the\b|a\b)[\w-]+\s+){1,3}(?:street|avenue|road|lane|drive|boulevard)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpelledStreet();

    [GeneratedRegex(@"\b(?:" + States + @"),?\s+\d{5}(?:-\d{4})?\b|(?<=,\s)(?:" + States + @")\b")]
    private static partial Regex StateAndZip();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b")]
    private static partial Regex PostalCode();

    [GeneratedRegex(@"\b(?:" + Cities + @")\b")]
    private static partial Regex City();

    // With a country's code; as in North America, but not as part of a longer row of digits; with a leading zero, as in Europe.
    [GeneratedRegex(@"(?<!\w)\+\d{1,3}(?:[\s.-]?\(?\d{2,5}\)?){2,4}(?!\w)"
        + @"|(?<![\w-])(?<!\d\s)\(?\d{3}\)?[\s.-]*\d{3}[\s.-]?\d{4}(?!\w|[\s-]\d)"
        + @"|(?<![\w-])0\d{2,4}[\s.-]\d{3,4}[\s.-]?\d{3,4}(?!\w)")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b(?:male|female|non-?binary)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gender();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\.?\s+(?<value>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})")]
    private static partial Regex TitledName();

    [GeneratedRegex(
        @"(?:\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir)\s+(?:(?:full|first|last|middle)\s+)?name\s+(?:is|was)|\b[Cc]all me|" +
        @"\b(?:[Cc]ustomer|[Pp]atient|[Mm]anager)(?:\s+name)?\s*[:,])\s+(?<value>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})")]
    private static partial Regex IntroducedName();

    [GeneratedRegex(@"\b(?:" + FirstNames + @")\b(?:\s+[A-Z]\.)?(?:\s+[A-Z][a-z'’-]+){0,2}")]
    private static partial Regex KnownName();
}

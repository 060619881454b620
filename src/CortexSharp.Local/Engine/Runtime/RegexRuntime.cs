using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using static CortexSharp.Local.Engine.Runtime.TextRuntime;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Regular expressions: POSIX extended with backslash classes, no lookaround, as Snowflake has them.</summary>
internal static class RegexRuntime
{
    private const int MaxCached = 256;

    private static readonly ConcurrentDictionary<(string Pattern, string Parameters), Regex> Cache = new();

    public static IEnumerable<RuntimeFunction> All =>
    [
        // The pattern must match the whole text, as if anchored at both ends.
        new("regexp_like", a => Bit(Compile($"^(?:{Text(a, 1)})\\z", a.Length > 2 ? Text(a, 2) : "c").IsMatch(Text(a, 0)))),
        new("regexp_count", a => (long)Matches(a, Whole(a, 2), Text(a, 3)).Count),
        new("regexp_substr", Substring),
        new("regexp_replace", Replace),
    ];

    private static string? Substring(object?[] a)
    {
        var parameters = Text(a, 4);
        var match = Matches(a, Whole(a, 2), parameters).ElementAtOrDefault((int)Whole(a, 3) - 1);
        // A group number, or the letter e, asks for a part of the match.
        var group = Whole(a, 5) is >= 0 and var number ? (int)number : parameters.Contains('e', StringComparison.Ordinal) ? 1 : 0;
        return match?.Groups[group] is { Success: true } part ? part.Value : null;
    }

    private static string Replace(object?[] a)
    {
        var text = Text(a, 0);
        var start = Offset(text, Whole(a, 3) - 1);
        var occurrence = Whole(a, 4);
        var replacement = Text(a, 2);
        var seen = 0;
        var regex = Compile(Text(a, 1), Text(a, 5));
        return regex.Replace(text, match => occurrence == 0 || ++seen == occurrence ? Expand(replacement, match) : match.Value, -1, start);
    }

    /// <summary>Puts groups in for <c>\1</c>; .NET's own <c>$1</c> means nothing to Snowflake.</summary>
    private static string Expand(string replacement, Match match) => !replacement.Contains('\\', StringComparison.Ordinal)
        ? replacement
        : BackReference.Replace(replacement, r => char.IsAsciiDigit(r.Value[1]) ? match.Groups[r.Value[1] - '0'].Value : r.Value[1..]);

    private static readonly Regex BackReference = new(@"\\.", RegexOptions.Singleline | RegexOptions.CultureInvariant);

    private static MatchCollection Matches(object?[] a, long position, string parameters)
    {
        var text = Text(a, 0);
        return Compile(Text(a, 1), parameters).Matches(text, Offset(text, position - 1));
    }

    private static Regex Compile(string pattern, string parameters)
    {
        if (Cache.TryGetValue((pattern, parameters), out var known))
            return known;
        var options = RegexOptions.CultureInvariant;
        // The last of c and i counts.
        if (parameters.LastIndexOf('i') > parameters.LastIndexOf('c'))
            options |= RegexOptions.IgnoreCase;
        if (parameters.Contains('m', StringComparison.Ordinal))
            options |= RegexOptions.Multiline;
        if (parameters.Contains('s', StringComparison.Ordinal))
            options |= RegexOptions.Singleline;
        Regex regex;
        try
        {
            // The engine without backtracking knows no lookaround either, and no pattern can hang it.
            regex = new Regex(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new LocalSqlException(100048, "2201B", $"Invalid regular expression: '{pattern}', {e.Message}");
        }

        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache[(pattern, parameters)] = regex;
    }
}

using System.Globalization;

namespace CortexSharp.Local.Engine.Runtime.Patterns;

/// <summary>
/// A set of code points, written as a part of a .NET pattern. .NET matches UTF-16 units, so code points beyond the first plane are written as
/// pairs of surrogates; otherwise <c>.</c> would match half of an emoji.
/// </summary>
internal sealed class CharacterSet
{
    private const int Last = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];

    public void Add(int from, int to) => _ranges.Add((from, to));

    public void Add(string ranges)
    {
        for (var i = 0; i < ranges.Length; i += 2)
            Add(ranges[i], ranges[i + 1]);
    }

    /// <summary>Everything that some ranges do not hold.</summary>
    public void AddNegated(string ranges)
    {
        var other = new CharacterSet();
        other.Add(ranges);
        _ranges.AddRange(other.Complement());
    }

    /// <summary>The set, or all that it does not hold, as a pattern that is one atom.</summary>
    public string Pattern(bool negated)
    {
        var parts = new List<string>();
        var basic = string.Concat(Merged().Where(r => r.From <= 0xFFFF).Select(r => Range(r.From, Math.Min(r.To, 0xFFFF))));
        // .NET turns it around, because only it knows which characters are the same where case is ignored.
        if (negated)
            parts.Add($"[^{basic}\\uD800-\\uDFFF]");
        else if (basic.Length > 0)
            parts.Add($"[{basic}]");
        foreach (var (from, to) in negated ? Complement() : Merged())
        {
            if (to > 0xFFFF)
                AddPairs(parts, Math.Max(from, 0x10000), to);
        }

        return parts is [['[', ..] and var one] ? one : $"(?:{string.Join('|', parts)})";
    }

    /// <summary>A code point as an atom.</summary>
    public static string Literal(int codePoint) => codePoint <= 0xFFFF ? Unit(codePoint) : $"(?:{Unit(High(codePoint))}{Unit(Low(codePoint))})";

    private List<(int From, int To)> Merged()
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in _ranges.Order())
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            else
                merged.Add(range);
        }

        return merged;
    }

    /// <summary>What is left, without the surrogates, which are no characters.</summary>
    private List<(int From, int To)> Complement()
    {
        var rest = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in Merged().Append((0xD800, 0xDFFF)).Order())
        {
            if (from > next)
                rest.Add((next, from - 1));
            next = Math.Max(next, to + 1);
        }

        if (next <= Last)
            rest.Add((next, Last));
        return rest;
    }

    private static void AddPairs(List<string> pairs, int from, int to)
    {
        var (high, lastHigh) = (High(from), High(to));
        if (high == lastHigh)
        {
            pairs.Add($"{Unit(high)}[{Range(Low(from), Low(to))}]");
            return;
        }

        if (Low(from) > 0xDC00)
            pairs.Add($"{Unit(high++)}[{Range(Low(from), 0xDFFF)}]");
        if (Low(to) < 0xDFFF)
            pairs.Add($"{Unit(lastHigh--)}[{Range(0xDC00, Low(to))}]");
        if (high <= lastHigh)
            pairs.Add($"[{Range(high, lastHigh)}][{Range(0xDC00, 0xDFFF)}]");
    }

    private static int High(int codePoint) => 0xD800 + ((codePoint - 0x10000) >> 10);

    private static int Low(int codePoint) => 0xDC00 + ((codePoint - 0x10000) & 0x3FF);

    private static string Range(int from, int to) => from == to ? Unit(from) : $"{Unit(from)}-{Unit(to)}";

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}

using System.Collections.Immutable;
using System.Globalization;

namespace CortexSharp.Local.Engine.Temporal;

/// <summary>The text of an <c>INTERVAL</c>: <c>1 year, 3 quarters, 6 days</c>.</summary>
internal static class Interval
{
    /// <summary>Reads it; a number without a unit counts seconds, and so does a text with nothing but a number.</summary>
    /// <returns>What is to be added, in order, which matters where months are involved; null for a text that is no interval.</returns>
    public static ImmutableArray<(DatePart Part, long Count)>? Parse(string text)
    {
        var terms = ImmutableArray.CreateBuilder<(DatePart, long)>();
        foreach (var term in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var digits = term.TakeWhile(c => char.IsAsciiDigit(c) || c is '+' or '-').Count();
            var unit = term[digits..].Trim();
            if (!long.TryParse(term.AsSpan(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ||
                (unit.Length == 0 ? DatePart.Second : DateParts.Find(unit)) is not { } part || !part.IsUnit())
            {
                return null;
            }

            terms.Add((part, count));
        }

        return terms.ToImmutable();
    }
}

using System.Collections.Immutable;
using System.Text;

namespace CortexSharp.Local.Tests.Differential.Operators;

/// <summary>LIKE in its forms, and what is made of texts.</summary>
internal static class TextOperators
{
    public static IEnumerable<Operator> All =>
    [
        Like("{0} LIKE {1}", [Kind.Text, Kind.Text], (t, p) => Matches(t, p)),
        Like("{0} LIKE {1}", [Kind.Number, Kind.Text], (t, p) => Matches(t, p)),
        Like("{0} NOT LIKE {1}", [Kind.Text, Kind.Text], (t, p) => !Matches(t, p)),
        Like("{0} ILIKE {1}", [Kind.Text, Kind.Text], (t, p) => Matches(Lower(t), Lower(p))),
        Like("{0} NOT ILIKE {1}", [Kind.Text, Kind.Text], (t, p) => !Matches(Lower(t), Lower(p))),
        Like("{0} LIKE {1} ESCAPE '^'", [Kind.Text, Kind.Text], (t, p) => Matches(t, p, '^')),
        Like("{0} NOT LIKE {1} ESCAPE '\\\\'", [Kind.Text, Kind.Text], (t, p) => !Matches(t, p, '\\')),
        Operator.Of("{0} LIKE ANY ({1}, {2})", Rank.Comparison, ModelType.Boolean, [Kind.Text, Kind.Text, Kind.Text], o => Several(o, any: true)) with
        {
            IsStrict = false,
        },
        Operator.Of(
            "{0} LIKE ALL ({1}, {2})", Rank.Comparison, ModelType.Boolean, [Kind.Text, Kind.Text, Kind.Text], o => Several(o, any: false)) with
        {
            IsStrict = false,
        },
        Operator.Of(
            "CONTAINS({0}, {1})", Rank.Primary, ModelType.Boolean, [Kind.Text, Kind.Text],
            o => o[0].Text is { } t && o[1].Text is { } p ? t.Contains(p, StringComparison.Ordinal) : null),
        Operator.Of(
            "LENGTH({0})", Rank.Primary, ModelType.Integer, [Kind.Text], o => o[0].Text is { } t ? Exact.Of(t.EnumerateRunes().Count()) : null),
        .. Enum.GetValues<Kind>().Where(k => k is not Kind.Float).Select(kind =>
            Operator.Of(
                "(({0}) || ({1}))", Rank.Primary, ModelType.Text, [Kind.Text, kind], o => o[0].Text is { } a && o[1].Text is { } b ? a + b : null)),
        Operator.Of("UPPER({0})", Rank.Primary, ModelType.Text, [Kind.Text], o => o[0].Text?.ToUpperInvariant()),
        Operator.Of(
            "SUBSTR({0}, 2)", Rank.Primary, ModelType.Text, [Kind.Text], o => o[0].Text is { } t ? string.Concat(t.EnumerateRunes().Skip(1)) : null),
        Operator.Of(
            "REVERSE({0})", Rank.Primary, ModelType.Text, [Kind.Text], o => o[0].Text is { } t ? string.Concat(t.EnumerateRunes().Reverse()) : null),
    ];

    private static Operator Like(string template, ImmutableArray<Kind> takes, Func<string, string, bool> matches) =>
        Operator.Of(
            template, Rank.Comparison, ModelType.Boolean, takes,
            o => o[0].Text is { } text && o[1].Text is { } pattern ? matches(text, pattern) : null);

    private static bool? Several(ImmutableArray<Operand> o, bool any)
    {
        var text = o[0].Text;
        // Of a null among several patterns the documentation and three-valued logic say different things.
        var tests = o.Skip(1)
            .Select(p => (Func<bool?>)(() => p.Text is { } pattern ? text is null ? null : Matches(text, pattern) : throw new AmbiguousException()));
        return LogicOperators.Both(tests, decisive: any);
    }

    private static string Lower(string text) => text.ToLowerInvariant();

    /// <summary>Matches by trying everything, character by character.</summary>
    private static bool Matches(string text, string pattern, char? escape = null)
    {
        // An escape that escapes nothing, at the end or before an ordinary character, is not defined.
        for (var i = 0; escape is not null && i < pattern.Length; i++)
        {
            if (pattern[i] == escape && (++i >= pattern.Length || (pattern[i] != escape && pattern[i] is not ('%' or '_'))))
                throw new AmbiguousException();
        }

        return Matches([.. text.EnumerateRunes()], [.. pattern.EnumerateRunes()], escape is { } c ? new Rune(c) : null);
    }

    private static bool Matches(ReadOnlySpan<Rune> text, ReadOnlySpan<Rune> pattern, Rune? escape)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        if (pattern[0] == escape)
            return !text.IsEmpty && text[0] == pattern[1] && Matches(text[1..], pattern[2..], escape);
        if (pattern[0].Value == '%')
            return Matches(text, pattern[1..], escape) || (!text.IsEmpty && Matches(text[1..], pattern, escape));
        return !text.IsEmpty && (pattern[0].Value == '_' || pattern[0] == text[0]) && Matches(text[1..], pattern[1..], escape);
    }
}

using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>A regular expression that finds personal data of a kind.</summary>
/// <remarks>
/// A border of word, <c>\b</c>, would let through what stands next to a letter or an underscore, as in <c>card4111…</c>. So a pattern may take in the
/// character on each side, and put it back. Then of two finds that share such a character the first hides the second, and a second go finds it.
/// </remarks>
/// <param name="Kind">The kind.</param>
/// <param name="Pattern">The expression, with nine groups at most: Snowflake names them by one digit.</param>
internal sealed record PersonalDataPattern(PersonalDataKind Kind, string Pattern)
{
    /// <summary>Whether upper and lower case are the same.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>The group before the find that stays; 0 for none.</summary>
    private int Before { get; init; }

    /// <summary>The group behind the find that stays; 0 for none.</summary>
    private int After { get; init; }

    private SqlLiteral Flags => SqlLiteral.Of(IgnoresCase ? "i" : "c");

    /// <summary>A pattern between characters that are no digits.</summary>
    public static PersonalDataPattern OfDigits(PersonalDataKind kind, string pattern) => Between(kind, "0-9", pattern);

    /// <summary>A pattern between characters that are no ASCII letters or digits.</summary>
    public static PersonalDataPattern OfWords(PersonalDataKind kind, string pattern) => Between(kind, "0-9A-Za-z", pattern);

    /// <summary>A pattern a few characters behind one of some words, in any case.</summary>
    public static PersonalDataPattern Behind(PersonalDataKind kind, string words, string pattern) =>
        new(kind, $"((^|[^A-Za-z])({words})[^0-9\n]{{0,16}})({pattern})") { IgnoresCase = true, Before = 1 };

    /// <summary>A text with what the pattern finds replaced by its kind.</summary>
    public SqlStatement Redacted(SqlStatement text)
    {
        var replacement = $"{(Before > 0 ? $"\\{Before}" : "")}[{Kind}]{(After > 0 ? $"\\{After}" : "")}";
        for (var go = 0; go < (After > 0 ? 2 : 1); go++)
            text = SqlStatement.Create($"REGEXP_REPLACE({text}, {SqlLiteral.Of(Pattern)}, {SqlLiteral.Of(replacement)}, 1, 0, {Flags})");
        return text;
    }

    /// <summary>Whether the pattern finds anything in a text.</summary>
    public SqlStatement IsFound(SqlStatement text) => SqlStatement.Create($"REGEXP_INSTR({text}, {SqlLiteral.Of(Pattern)}, 1, 1, 0, {Flags}) > 0");

    private static PersonalDataPattern Between(PersonalDataKind kind, string inside, string pattern) =>
        new(kind, $"(^|[^{inside}])({pattern})([^{inside}]|$)") { Before = 1, After = Groups(pattern) + 3 };

    private static int Groups(string pattern)
    {
        var (groups, isSet) = (0, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
                i++;
            else if (isSet && pattern.AsSpan(i).StartsWith("[:"))
                i = pattern.IndexOf(":]", i, StringComparison.Ordinal) + 1;
            else if (pattern[i] is '[' or ']')
                isSet = pattern[i] == '[';
            else if (pattern[i] == '(' && !isSet)
                groups++;
        }

        return groups;
    }
}

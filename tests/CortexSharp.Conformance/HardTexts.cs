namespace CortexSharp.Conformance;

/// <summary>Texts that break careless SQL, and a seeded source of more.</summary>
public static class HardTexts
{
    private static readonly string[] Pieces =
    [
        "'", "\"", "\\", "$$", "--", "//", "/*", "*/", "\n", "\r\n", "?", ";", "a", "É", "漢", "😀", " ", "\t", "x'; DROP TABLE t; --", "\\'", ":p",
        "$1", "\u2028", "{0}", "%_",
    ];

    /// <summary>The texts that went wrong somewhere once.</summary>
    public static IEnumerable<string> Known =>
    [
        "plain", "", " ", "it's", "\"quoted\"", "back\\slash", "ends in \\", "\\'", "''", "$$", "$$ body $$", "a -- comment", "// comment", "/* open",
        "*/ close", "line\nbreak", "cr\r\nlf", "tab\t", "?", ";", "'; DROP TABLE t; --", "\\x41\\101\\u0041", "😀 emoji", "漢字", "עברית", "e\u0301",
        "İıſK", "{\"a\": [1, null]}", "NULL", "0x00",
    ];

    /// <summary>Random texts of hard pieces, the same for the same seed.</summary>
    public static IEnumerable<string> Random(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
    }
}

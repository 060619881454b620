using System.Text;

namespace CortexSharp.Metrics.Baseline;

/// <summary>Random texts, the same ones for the same seed, over the pieces on which scorers have gone wrong.</summary>
public sealed class HardText(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "an", "the", "The", "AN", "thea", "than", "I", "x", "word", "Σ", "ΑΣ", "ΣΑΣ", "σ", "İ", "ı", "\u212A", "ß", "ẞ", "ſ", "é", "\u0301",
        "\u200D", "\u200B", "\uFEFF", "\0", "\u001C", "\u001F", "\u0085", "\u00A0", "\u3000", "\u2028", " ", " ", "  ", "\t", "\n", "\r\n", ".", ",",
        "'", "’", "-", "_", "!?", "&amp;", "0", "42", "²", "½", "①", "Ⅷ", "ⓐ", "ª", "٣", "你", "好", "かな", "한", "😀", "𐐀", "𝐀", "\uD800", "\uDC00",
        "\uDBFF", "\u00AD", "\u0345", ":", "̈", "क्", "Ꭰ", "Ა",
    ];

    private static readonly string[] Words =
    [
        .. Pieces, "the", "the", "the", "of", "of", "and", "cat", "sat", "on", "mat", "1,000.50", "3-4", "-5", ".5", "5.", "..", "...", ",.", "1...2",
        "U.S.",
        "it's", "<skipped>", "-\n", "&quot;", "&lt;", "&amp;lt;", "&gt;", "<", "/", "~", "{", "$5", "€", "running", "\u007F", "\u007E", "“q”", "—",
        "…", "،", "exactly-16-chars", "just-17-characters"[..17], "incomprehensibilities", "incomprehensibility", "абвгдеж", "абвгдежз", "\u1680",
        "\u2003", "\u205F",
    ];

    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public bool Coin() => _random.Next(2) == 0;

    public string Next(int mostPieces = 12)
    {
        var text = new StringBuilder();
        for (var left = _random.Next(mostPieces + 1); left > 0; left--)
            text.Append(Pieces[_random.Next(Pieces.Length)]);
        return text.ToString();
    }

    /// <summary>
    /// A candidate and a reference that share much: of a dozen words in the median, every hundredth pair of over 200, every 4,000th of over 1,000.
    /// </summary>
    public (string Candidate, string Reference) Pair()
    {
        var length = _random.Next(4000) switch
        {
            0 => 1000 + _random.Next(600),
            < 40 => 200 + _random.Next(200),
            _ => _random.Next(25),
        };
        var reference = Enumerable.Range(0, length).Select(_ => Words[_random.Next(Words.Length)]).ToList();
        var candidate = Coin() ? reference.ToList() : [.. reference.Skip(_random.Next(length + 1)), .. reference.Take(_random.Next(length + 1))];
        for (var changes = _random.Next(2 + (length / 4)); changes > 0; changes--)
        {
            var at = _random.Next(candidate.Count + 1);
            if (at == candidate.Count || _random.Next(3) == 0)
                candidate.Insert(at, Words[_random.Next(Words.Length)]);
            else if (Coin())
                candidate.RemoveAt(at);
            else
                candidate[at] = Words[_random.Next(Words.Length)];
        }

        var separator = _random.Next(4) == 0 ? "" : " ";
        return (string.Join(separator, candidate), string.Join(separator, reference));
    }
}

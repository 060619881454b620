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
}

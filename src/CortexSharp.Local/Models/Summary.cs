namespace CortexSharp.Local.Models;

/// <summary>
/// Extractive summarisation by the centroid (Radev et al. 2004): the sentence whose stems are closest, by cosine, to those of the text.
/// </summary>
internal static class Summary
{
    private const int MaxLength = 20_000;

    public static ReadOnlySpan<char> MostCentralSentence(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxLength)];
        var stems = new List<uint>();
        Stems.AddTo(stems, text);
        var frequencies = stems.CountBy(stem => stem).ToDictionary();

        var best = text.Trim();
        var highest = 0.0;
        while (!text.IsEmpty)
        {
            var end = SentenceEnd(text);
            var sentence = text[..end].Trim();
            text = text[end..];
            stems.Clear();
            Stems.AddTo(stems, sentence);
            if (stems.Count == 0) continue;
            uint[] distinct = [.. stems.Distinct()];
            var centrality = distinct.Sum(stem => (double)frequencies[stem]) / Math.Sqrt(distinct.Length);
            if (centrality <= highest) continue;
            best = sentence;
            highest = centrality;
        }

        return best;
    }

    private static int SentenceEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '。' or '！' or '？') return i + 1;
            if (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]))) return i + 1;
        }

        return text.Length;
    }
}

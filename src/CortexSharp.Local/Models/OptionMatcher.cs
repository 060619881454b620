using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Picks the option that shares most with a text: the cosine of stems weighted by their inverse document frequency among the options,
/// so that a word of all options counts for nothing, plus a smaller one of character trigrams, which sees through spelling. If nothing is shared,
/// the option is one that says so ("other"), else the first.
/// </summary>
internal sealed class OptionMatcher
{
    private const float TrigramWeight = 0.3f;

    private readonly IReadOnlyList<AnswerOption> _options;
    private readonly Dictionary<uint, List<(int Option, float Weight)>> _postings = [];
    private readonly int _fallback;

    public OptionMatcher(IReadOnlyList<AnswerOption> options)
    {
        _options = options;
        _fallback = Math.Max(0, options.Index().FirstOrDefault(option => IsCatchAll(option.Item.Label), (-1, default)).Index);
        Index(options.Select(StemsOf), weight: 1);
        Index(options.Select(option => TrigramsOf(Words(option.Label))), TrigramWeight);
    }

    public IReadOnlyList<AnswerOption> Options => _options;

    public string Choose(ReadOnlySpan<char> text)
    {
        Span<float> scores = _options.Count <= 256 ? stackalloc float[_options.Count] : new float[_options.Count];
        Score(text, scores);
        var best = VectorMath.IndexOfMax(scores);
        return _options[scores[best] > 0 ? best : _fallback].Label;
    }

    /// <summary>All options that share at least half of what the best one shares with the text; the fallback when nothing is shared.</summary>
    public IReadOnlyList<string> ChooseAll(ReadOnlySpan<char> text)
    {
        var scores = new float[_options.Count];
        Score(text, scores);
        var best = scores[VectorMath.IndexOfMax(scores)];
        return best > 0 ? [.. _options.Where((_, i) => scores[i] >= best / 2).Select(o => o.Label)] : [_options[_fallback].Label];
    }

    private void Score(ReadOnlySpan<char> text, Span<float> scores)
    {
        var features = new List<uint>(text.Length + 16);
        Stems.AddTo(features, text);
        features.AddRange(TrigramsOf(text));
        features.Sort();

        scores.Clear();
        for (var i = 0; i < features.Count; i++)
        {
            if (i > 0 && features[i] == features[i - 1]) continue;
            if (!_postings.TryGetValue(features[i], out var postings)) continue;
            foreach (var (option, weight) in CollectionsMarshal.AsSpan(postings)) scores[option] += weight;
        }
    }

    /// <summary>Writes a label's words apart: <c>lost_or_stolenCard</c> has four.</summary>
    public static string Words(string label)
    {
        var words = new System.Text.StringBuilder(label.Length + 8);
        for (var i = 0; i < label.Length; i++)
        {
            if (i > 0 && char.IsUpper(label[i]) && (char.IsLower(label[i - 1]) || char.IsDigit(label[i - 1]))) words.Append(' ');
            words.Append(label[i]);
        }

        return words.ToString();
    }

    private void Index(IEnumerable<List<uint>> features, float weight)
    {
        var sets = features.Select(list => list.Distinct().ToArray()).ToArray();
        var frequencies = sets.SelectMany(set => set).CountBy(feature => feature).ToDictionary();
        for (var option = 0; option < sets.Length; option++)
        {
            var idf = Array.ConvertAll(sets[option], feature => MathF.Log((sets.Length + 1f) / frequencies[feature]));
            var length = MathF.Sqrt(idf.Sum(value => value * value));
            if (length == 0) continue;
            foreach (var (feature, value) in sets[option].Zip(idf))
            {
                ref var postings = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, feature, out _);
                (postings ??= []).Add((option, weight * value * value / length));
            }
        }
    }

    private static List<uint> StemsOf(AnswerOption option)
    {
        var words = Words(option.Label);
        var stems = new List<uint>();
        Stems.AddTo(stems, words);
        // A label of function words only ("yes or no" has "no") is matched by them.
        if (stems.Count == 0)
            foreach (var word in new WordEnumerator(words)) stems.Add(Stems.Stem(word));
        Stems.AddTo(stems, option.Description);
        return stems;
    }

    // Complemented, so that the trigram "top" is not the stem "top".
    private static List<uint> TrigramsOf(ReadOnlySpan<char> text)
    {
        var trigrams = new List<uint>(text.Length);
        Span<char> window = stackalloc char[3];
        foreach (var word in new WordEnumerator(text))
        {
            window.Fill(' ');
            foreach (var c in word)
            {
                (window[0], window[1], window[2]) = (window[1], window[2], c);
                trigrams.Add(~NGrams.Hash(window));
            }
        }

        return trigrams;
    }

    private static bool IsCatchAll(string label) =>
        Words(label).Trim().ToUpperInvariant() is "OTHER" or "OTHERS" or "NONE" or "NONE OF THE ABOVE" or "UNKNOWN" or "N/A";
}

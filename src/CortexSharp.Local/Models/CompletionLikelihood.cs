using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// How likely completions are, given the neighbours of their prompts. The loss is the mean over all tokens of
/// <c>-ln(w · near(token) + (1 - w) · unigram(token))</c>, in nats.
/// </summary>
/// <remarks>
/// <c>near</c> is the share of the token in the completions of the eight nearest pairs, weighted by similarity; <c>unigram</c> its share in
/// all training completions, with one added to each count (Laplace), one unknown token included, so that a loss is always finite. This is the
/// interpolation of kNN-LM (Khandelwal et al. 2020). Tokens are the words of a completion, lower-cased, and its end. A training pair is
/// measured without itself: neither among its neighbours nor in the counts.
/// </remarks>
internal sealed class CompletionLikelihood
{
    public const double InitialWeight = 0.5;

    private const int Neighbours = 8;
    private const double LeastWeight = 0.01;
    private const uint End = 0;

    private readonly IReadOnlyList<TrainingPair> _training;
    private readonly InvertedIndex _index;
    private readonly Dictionary<uint, int> _counts = [];
    private readonly long _total;

    public CompletionLikelihood(IReadOnlyList<TrainingPair> training, InvertedIndex index, TrainingProgress progress)
    {
        _training = training;
        _index = index;
        foreach (var (_, completion) in training)
        {
            foreach (var token in Tokens(completion))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_counts, token, out _)++;
                _total++;
            }

            progress.Advance();
        }
    }

    /// <summary>The two probabilities of each token of the completions.</summary>
    /// <param name="pairs">Each with its position in the training set, or -1 if it is not part of it.</param>
    /// <param name="progress">Is told after each pair, and may cancel.</param>
    public List<TokenProbabilities> Measure(IEnumerable<(TrainingPair Pair, int Position)> pairs, TrainingProgress progress)
    {
        var measured = new List<TokenProbabilities>();
        var nearest = new Neighbour[Neighbours];
        foreach (var (pair, position) in pairs)
        {
            var near = Near(nearest.AsSpan(0, _index.Search(pair.Prompt, nearest, except: position)));
            var tokens = Tokens(pair.Completion);
            var own = position >= 0 ? tokens.CountBy(token => token).ToDictionary() : [];
            var others = _total - (position >= 0 ? tokens.Count : 0);
            foreach (var token in tokens)
            {
                var count = _counts.GetValueOrDefault(token) - own.GetValueOrDefault(token);
                measured.Add(new TokenProbabilities(near.GetValueOrDefault(token), (count + 1.0) / (others + _counts.Count + 1)));
            }

            progress.Advance();
        }

        return measured;
    }

    /// <summary>One step of expectation maximisation: the weight becomes the neighbours' mean share in the tokens' probabilities.</summary>
    public static double Improve(double weight, List<TokenProbabilities> tokens) =>
        Math.Clamp(tokens.Average(token => weight * token.Near / token.Mixed(weight)), LeastWeight, 1 - LeastWeight);

    public static double Loss(double weight, List<TokenProbabilities> tokens) => tokens.Average(token => -Math.Log(token.Mixed(weight)));

    private Dictionary<uint, double> Near(ReadOnlySpan<Neighbour> nearest)
    {
        var near = new Dictionary<uint, double>();
        var similarities = 0.0;
        foreach (var neighbour in nearest) similarities += neighbour.Similarity;
        foreach (var (pair, similarity) in nearest)
        {
            if (similarity <= 0) continue;
            var tokens = Tokens(_training[pair].Completion);
            foreach (var token in tokens)
                CollectionsMarshal.GetValueRefOrAddDefault(near, token, out _) += similarity / similarities / tokens.Count;
        }

        return near;
    }

    private static List<uint> Tokens(string completion)
    {
        var tokens = new List<uint>();
        foreach (var word in new WordEnumerator(completion)) tokens.Add(NGrams.Hash(word));
        tokens.Add(End);
        return tokens;
    }

    internal readonly record struct TokenProbabilities(double Near, double Unigram)
    {
        public double Mixed(double weight) => (weight * Near) + ((1 - weight) * Unigram);
    }
}

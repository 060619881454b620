using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using CortexSharp.Metrics.Summaries;

namespace CortexSharp.Metrics;

/// <summary>The ROUGE scores of one candidate, of the types that were asked for.</summary>
public readonly struct RougeScores : IEquatable<RougeScores>
{
    private const int Kinds = 11;

    private readonly Slots _scores;

    internal RougeScores(RougeTypes types, in Slots scores)
    {
        Types = types;
        _scores = scores;
    }

    /// <summary>Which scores these are; the others are zero.</summary>
    public RougeTypes Types { get; }

    /// <summary>ROUGE-L; zero when it was not asked for.</summary>
    public RougeScore L => _scores[IndexOf(RougeTypes.RougeL)];

    /// <summary>ROUGE-Lsum; zero when it was not asked for.</summary>
    public RougeScore Lsum => _scores[IndexOf(RougeTypes.RougeLsum)];

    /// <summary>The score of one type; zero when it was not asked for.</summary>
    /// <param name="type">One type, not a set.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not exactly one type.</exception>
    public RougeScore this[RougeTypes type]
    {
        get
        {
            type.ThrowIfNotOne();
            return _scores[IndexOf(type)];
        }
    }

    /// <summary>ROUGE-N for runs of n words; zero when it was not asked for.</summary>
    /// <param name="n">The number of words, 1 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not from 1 to 9.</exception>
    public RougeScore N(int n) => _scores[IndexOf(RougeTypeSet.OfOrder(n))];

    /// <summary>For each type the score with the better F1, and this one when they are equal, as <c>score_multi</c> of rouge_score chooses.</summary>
    /// <param name="other">Scores of the same types, usually against another reference.</param>
    public RougeScores Best(in RougeScores other)
    {
        var best = _scores;
        for (var i = 0; i < Kinds; i++)
        {
            if (other._scores[i].F1 > best[i].F1)
                best[i] = other._scores[i];
        }

        return new RougeScores(Types | other.Types, best);
    }

    /// <inheritdoc/>
    public bool Equals(RougeScores other) =>
        Types == other.Types && ((ReadOnlySpan<RougeScore>)_scores).SequenceEqual(other._scores);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RougeScores other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Types);
        foreach (var score in _scores)
            hash.Add(score);
        return hash.ToHashCode();
    }

    /// <summary>Whether types and scores are equal.</summary>
    /// <param name="left">Scores.</param>
    /// <param name="right">Other scores.</param>
    public static bool operator ==(RougeScores left, RougeScores right) => left.Equals(right);

    /// <summary>Whether types or scores differ.</summary>
    /// <param name="left">Scores.</param>
    /// <param name="right">Other scores.</param>
    public static bool operator !=(RougeScores left, RougeScores right) => !left.Equals(right);

    /// <summary>One line for each type, in a form for reports.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder();
        foreach (var type in Types.Each())
            lines.Append(lines.Length > 0 ? "\n" : "").Append(type.Name()).Append(": ").Append(this[type]);
        return lines.ToString();
    }

    private static int IndexOf(RougeTypes type) => BitOperations.TrailingZeroCount((int)type);

    /// <summary>A place for each type, in the order of their bits.</summary>
    [InlineArray(Kinds)]
    internal struct Slots
    {
        private RougeScore _first;

        /// <summary>Sets the score of one type.</summary>
        public void Set(RougeTypes type, RougeScore score) => this[IndexOf(type)] = score;
    }
}

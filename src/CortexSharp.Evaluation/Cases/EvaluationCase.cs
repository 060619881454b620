using System.Collections.Immutable;

namespace CortexSharp.Evaluation.Cases;

/// <summary>One question of an evaluation set, with what a right answer is. <see cref="ToString"/> does not show it.</summary>
public sealed record EvaluationCase
{
    /// <summary>Makes a case.</summary>
    /// <param name="key">What tells it from the others, and pairs the answers of several models.</param>
    /// <param name="prompt">What models are asked.</param>
    /// <param name="references">Right answers; none where the metrics need none, as a judge.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public EvaluationCase(string key, string prompt, params ImmutableArray<string> references)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(prompt);
        Key = key;
        Prompt = prompt;
        References = references.IsDefault ? [] : references;
    }

    /// <summary>What tells the case from the others; compared by ordinal.</summary>
    public string Key { get; }

    /// <summary>What models are asked.</summary>
    public string Prompt { get; }

    /// <summary>The right answers; any of them will do. An empty text is a right answer too: say nothing.</summary>
    public ImmutableArray<string> References { get; }

    /// <summary>By what the set can be cut into slices, such as <c>language</c> = <c>de</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(EvaluationCase)} {Key}, {References.Length} reference(s)";
}

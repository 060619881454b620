using CortexSharp.Metrics.Summaries;

namespace CortexSharp.Metrics;

/// <summary>A reference that is read once and scored against many candidates. Scores are those of <see cref="Rouge"/>.</summary>
/// <remarks>Thread-safe; scoring allocates nothing once its scratch memory has grown.</remarks>
public sealed class RougeReference
{
    private readonly ReferenceText _reference = new();

    /// <summary>Reads a reference.</summary>
    /// <param name="reference">The right answer, which is not kept.</param>
    /// <param name="types">Which scores to compute: ROUGE-1, ROUGE-2 and ROUGE-L when left out.</param>
    /// <param name="options">How to read the texts; as rouge_score when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public RougeReference(ReadOnlySpan<char> reference, RougeTypes types = RougeTypes.Usual, RougeOptions? options = null)
    {
        types.ThrowIfUnknown();
        Types = types;
        Options = options ?? RougeOptions.Default;
        var workspace = RougeWorkspace.Rent();
        workspace.Prepare(reference, types, Options, _reference);
        workspace.Return();
    }

    /// <summary>Which scores are computed.</summary>
    public RougeTypes Types { get; }

    /// <summary>How texts are read.</summary>
    public RougeOptions Options { get; }

    /// <summary>Scores a candidate.</summary>
    /// <param name="candidate">The model's answer.</param>
    public RougeScores Score(ReadOnlySpan<char> candidate)
    {
        var workspace = RougeWorkspace.Rent();
        var scores = workspace.Score(candidate, _reference, Types, Options);
        workspace.Return();
        return scores;
    }
}

using CortexSharp.BaseModels;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>A tuned model and what is to become of it.</summary>
/// <param name="Model">Its full name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Verdict">What is to become of it.</param>
/// <param name="Reasons">Why; the first one decides.</param>
public sealed record RetirementCandidate(SqlIdentifier Model, DateTimeOffset CreatedAt, RetirementVerdict Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// What it was used for since the time looked at, day by day, as each source shows it: calls by SQL, requests over REST, call logs. Sources show
    /// the same calls again, so they are never added.
    /// </summary>
    public IReadOnlyList<UsageDay> Usage { get; init; } = [];

    /// <summary>The tables of its training data that go with it.</summary>
    public IReadOnlyList<SqlIdentifier> Snapshots { get; init; } = [];

    /// <summary>The version of the ledger that made it; <see langword="null"/> when none did.</summary>
    public ModelVersion? Version { get; init; }

    /// <summary>Whether it is a version that was a candidate and was never promoted.</summary>
    public bool NeverWon { get; init; }

    /// <summary>The name of the model that it was tuned from; <see langword="null"/> when it is not known.</summary>
    public string? BaseModel { get; init; }

    /// <summary>That model, when the account says that it becomes legacy or ends, with the dates: a tuned model ends with it.</summary>
    public BaseModel? EndingBaseModel { get; init; }

    /// <summary>
    /// Whether it is dropped already, by a retirement that did not come to its end: what is left is to drop its snapshots and to say so in the
    /// ledger.
    /// </summary>
    public bool IsGone { get; init; }

    /// <summary>Whether a version made this very model.</summary>
    internal bool IsOf(ModelVersion version) => new TunedModel(Model, CreatedAt).IsOf(version);

    /// <inheritdoc/>
    public override string ToString() => $"{Verdict} {Model}: {string.Join(" ", Reasons)}";
}

using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>A tuned model and what is to become of it.</summary>
/// <param name="Model">Its full name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Verdict">What is to become of it.</param>
/// <param name="Reasons">Why; the first one decides.</param>
public sealed record RetirementCandidate(SqlIdentifier Model, DateTimeOffset CreatedAt, RetirementVerdict Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>Whether the model itself is gone: a process that retired it died on the way, and the rest is left to do.</summary>
    public bool IsGone { get; init; }

    /// <summary>What it was used for, day by day, as far as the views show it.</summary>
    public IReadOnlyList<ModelUsageDay> Usage { get; init; } = [];

    /// <summary>The tables of its training data that go with it.</summary>
    public IReadOnlyList<SqlIdentifier> Snapshots { get; init; } = [];

    /// <summary>Whether a name, perhaps without database or schema, means this model.</summary>
    internal bool IsCalled(string name) => new TunedModel(Model, CreatedAt).IsCalled(name);

    /// <inheritdoc/>
    public override string ToString() => $"{Verdict} {Model}: {string.Join(" ", Reasons)}";
}

using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>A tuned model and what is to become of it.</summary>
/// <param name="Model">Its full name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Verdict">What is to become of it.</param>
/// <param name="Reasons">Why; the first one decides.</param>
public sealed record RetirementCandidate(SqlIdentifier Model, DateTimeOffset CreatedAt, RetirementVerdict Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>What it was used for, day by day, as far as the views show it.</summary>
    public IReadOnlyList<ModelUsageDay> Usage { get; init; } = [];

    /// <summary>The tables of its training data that go with it.</summary>
    public IReadOnlyList<SqlIdentifier> Snapshots { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Verdict} {Model}: {string.Join(" ", Reasons)}";
}

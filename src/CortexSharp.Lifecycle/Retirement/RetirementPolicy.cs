using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Which tuned models are looked at, and when one counts as no longer used.</summary>
public sealed record RetirementPolicy
{
    /// <summary>
    /// How long a model must not have been called; at least a day, because the usage views are late by hours, and at most 365 days, which is as far
    /// as they reach back.
    /// </summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How old a model must be at least, whether it was called or not.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The schema whose models are looked at, as <c>database.schema</c>.</summary>
    /// <value>Default: <see langword="null"/>, the whole account, as far as the role may see it.</value>
    public SqlIdentifier? Schema { get; init; }

    /// <summary>
    /// Models that may be retired though no version of the ledger made them, each as <c>database.schema.model</c>. Of others nobody here knows
    /// whether a use case that is kept elsewhere calls them, or goes back to them.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<SqlIdentifier> OutsideLedger { get; init; } = [];

    /// <summary>
    /// Whether it is known that nobody calls a tuned model over the REST API, so that requests there prove nothing of one. Otherwise requests of
    /// which none names a tuned model leave it open whether that view names them as expected.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool RestIsUnused { get; init; }

    /// <summary>
    /// Whether the training data's snapshots are dropped with the models that came of them, unless another version was made of the same.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DropSnapshots { get; init; }
}

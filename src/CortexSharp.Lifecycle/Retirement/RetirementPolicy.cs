using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Which tuned models are looked at, and when one counts as no longer used.</summary>
public sealed record RetirementPolicy
{
    /// <summary>How long a model must not have been called; at least a day, because the usage views are late by hours.</summary>
    /// <value>Default: 30 days. The views reach a year back.</value>
    public TimeSpan UnusedFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How old a model must be at least, whether it was called or not.</summary>
    /// <value>Default: 30 days.</value>
    public TimeSpan MinimumAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The schema whose models are looked at, as <c>database.schema</c>.</summary>
    /// <value>Default: <see langword="null"/>, the whole account, as far as the role may see it.</value>
    public SqlIdentifier? Schema { get; init; }

    /// <summary>Whether the training data's snapshots are dropped with the models that came of them, unless another version was made of the same.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool DropSnapshots { get; init; }
}

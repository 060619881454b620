using CortexSharp.Sql;

namespace CortexSharp.BaseModels;

/// <summary>Which base model is wanted for what, by whom.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Use">What it is wanted for.</param>
public sealed record BaseModelCheckRequest(string Model, BaseModelUse Use)
{
    /// <summary>The schema in which the tuned model is to be created, as <c>database.schema</c>.</summary>
    /// <value>Default: <see langword="null"/>: the privilege to create models there is not checked.</value>
    public SqlIdentifier? Schema { get; init; }

    /// <summary>The tables and views that training reads, as <c>database.schema.table</c>.</summary>
    /// <value>Default: none: the privilege to read them is not checked.</value>
    public IReadOnlyList<SqlIdentifier> Sources { get; init; } = [];

    /// <summary>
    /// Whether to call the model with a prompt of one word for an answer of one token, which is billed. Nothing else proves that it answers.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool Probe { get; init; }

    /// <summary>How the statements are run; its role is the one that is checked.</summary>
    /// <value>Default: <see langword="null"/>, as the connection's own role.</value>
    public SqlExecutionOptions? Execution { get; init; }
}

namespace CortexSharp.Evaluation.Cases;

/// <summary>Which fields of a record, or columns of a table, hold what.</summary>
public sealed record CaseFields
{
    /// <summary>The field with the key; <see langword="null"/> to number the records from 1, for files that never change.</summary>
    /// <value><c>key</c> by default.</value>
    public string? Key { get; init; } = "key";

    /// <summary>The field with the prompt.</summary>
    /// <value><c>prompt</c> by default.</value>
    public string Prompt { get; init; } = "prompt";

    /// <summary>
    /// The field with the right answer, in JSON also a list of them; <see langword="null"/> when there are none. A JSON <c>null</c> is no reference,
    /// an empty text is one.
    /// </summary>
    /// <value><c>reference</c> by default.</value>
    public string? Reference { get; init; } = "reference";

    /// <summary>The fields that become tags of the same name; a record without one of them, or with <c>null</c>, is not tagged by it.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

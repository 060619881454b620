using CortexSharp.Sql;

namespace CortexSharp.TrainingData;

/// <summary>Pairs that do not change any more, in tables of their own, named by what they hold.</summary>
/// <param name="Hash">Sixteen hexadecimal digits, in upper case, that follow from the pairs of both sides: the same pairs have the same hash.</param>
/// <param name="TrainTable">The table of training pairs: columns KEY, PROMPT, COMPLETION.</param>
/// <param name="TrainRows">How many training pairs there are.</param>
public sealed record TrainingSnapshot(string Hash, SqlIdentifier TrainTable, long TrainRows)
{
    /// <summary>The table of validation pairs, in the same columns; <see langword="null"/> when there are none.</summary>
    public SqlIdentifier? ValidationTable { get; init; }

    /// <summary>How many validation pairs there are.</summary>
    public long ValidationRows { get; init; }

    /// <summary>The training pairs' <see cref="TrainingFingerprint"/>.</summary>
    public string TrainSha256 { get; init; } = "";

    /// <summary>The validation pairs' <see cref="TrainingFingerprint"/>; <see langword="null"/> when there are none.</summary>
    public string? ValidationSha256 { get; init; }

    /// <summary>Whether the tables were there before, made from the same pairs.</summary>
    public bool IsReused { get; init; }

    /// <summary>The query to train on.</summary>
    public SqlStatement TrainingQuery => QueryOf(TrainTable);

    /// <summary>The query to validate on; <see langword="null"/> when there are no validation pairs.</summary>
    public SqlStatement? ValidationQuery => ValidationTable is { } table ? QueryOf(table) : null;

    private static SqlStatement QueryOf(SqlIdentifier table) => SqlStatement.Create($"SELECT PROMPT, COMPLETION FROM {table}");
}

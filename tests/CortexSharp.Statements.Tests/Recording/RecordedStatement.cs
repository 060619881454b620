using System.Text.RegularExpressions;
using CortexSharp.Sql;

namespace CortexSharp.Statements.Tests.Recording;

/// <summary>A statement as it was sent, without its values; names that differ from run to run are put in braces.</summary>
/// <param name="Text">The text.</param>
/// <param name="Binds">The types of what is bound, in order.</param>
/// <param name="Effect">What it was said to do.</param>
internal sealed partial record RecordedStatement(string Text, string Binds, SqlEffect Effect)
{
    public static RecordedStatement Of(SqlStatement statement, SqlExecutionOptions? options) => new(
        Normalize(statement.Text), string.Join(", ", statement.Binds.Select(bind => bind.Type)), options?.Effect ?? SqlEffect.Write);

    private static string Normalize(string text) => SnapshotHash().Replace(Id().Replace(text, "{id}"), "{hash}");

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|(?<![0-9a-fA-F])[0-9a-fA-F]{32}(?![0-9a-fA-F])")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=_(TRAIN|VALID)_)[0-9A-F]{16}(?![0-9A-F])")]
    private static partial Regex SnapshotHash();
}

namespace CortexSharp.Local.Tests.Engine.PrintedStatements;

/// <summary>A statement and its verdict, from a block of a file such as
/// <code>
/// -- binds: live | 1              the values of its question marks
/// -- job: SUCCESS                 it starts a job, {job} from then on, and is over when that has this status
/// -- gives: LABEL | N             the columns of its result, and its rows, with ~ before a regular expression
/// --        refund | 2
/// -- leaves: SELECT a, b FROM t   what a query gives afterwards
/// --        1 | NULL
/// SELECT …
/// </code>
/// in which a verdict may also be <c>-- refused: construct</c>, for what the offline Cortex does not do by design, or <c>-- fails: 2003 words</c>,
/// for what fails on Snowflake too.
/// </summary>
internal sealed record PrintedStatement(string Sql, IReadOnlyList<PrintedStatement.Remark> Remarks)
{
    /// <summary>The blocks of a file; they are apart by blank lines, and one that is only comments is a heading.</summary>
    public static IReadOnlyList<PrintedStatement> ReadAll(string file)
    {
        using var reader = new StreamReader(typeof(PrintedStatement).Assembly.GetManifestResourceStream(file)!);
        return [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Parse)
            .Where(s => s.Sql.Length > 0)];
    }

    private static PrintedStatement Parse(string block)
    {
        var lines = block.Trim().Split('\n');
        var comments = lines.TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)).Select(l => l[2..]).ToList();
        var remarks = new List<Remark>();
        foreach (var comment in comments)
        {
            if (comment.StartsWith("  ", StringComparison.Ordinal))
                remarks[^1].Rows.Add(comment.Trim());
            else if (comment.Trim().Split(": ", 2) is [var kind, var text])
                remarks.Add(new(kind, text, []));
        }

        return new(string.Join('\n', lines[comments.Count..]), remarks);
    }

    /// <summary>What is said of a statement: a kind of remark, the text behind it, and rows below it.</summary>
    public sealed record Remark(string Kind, string Text, List<string> Rows);
}

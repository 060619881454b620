using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine.PrintedStatements;

/// <summary>The statements that Snowflake's pages and practice print: each runs with the documented meaning, or is refused by design.</summary>
public sealed class PrintedStatementsTests
{
    [Fact]
    public async Task Statements_KeepTheirVerdicts()
    {
        await using var cortex = new LocalCortex(new());
        var mistakes = new List<string>();
        var statements = Read().ToList();
        foreach (var (verdict, detail, sql) in statements)
        {
            try
            {
                var value = await ValueAsync(cortex, sql);
                if (verdict == "refused")
                    mistakes.Add($"was not refused: {sql}");
                else if (verdict == "gives" && value != detail)
                    mistakes.Add($"gave {value}, not {detail}: {sql}");
                else if (verdict == "runs" && detail.Split(" => ") is [var query, var expected] && await ValueAsync(cortex, query) is var actual && actual != expected)
                    mistakes.Add($"left {actual}, not {expected}: {sql}");
            }
            catch (CortexException e) when (verdict == "refused" && e.ErrorCode == 2 && e.Message.Contains(detail, StringComparison.Ordinal) &&
                e.Message.Contains("line ", StringComparison.Ordinal) && e.Message.Contains("see docs/offline-cortex.md", StringComparison.Ordinal))
            {
                // As its verdict says: the construct, its place, and where to read on.
            }
            catch (CortexException e)
            {
                mistakes.Add($"failed ({e.Message}): {sql}");
            }
        }

        Assert.Empty(mistakes);
        Assert.True(statements.Count > 50, $"only {statements.Count} statements were read");
    }

    private static async Task<string?> ValueAsync(LocalCortex cortex, string sql)
    {
        var handler = new SqlInterpolatedStringHandler(sql.Length, 0);
        handler.AppendFormatted(SqlText.Trusted(sql));
        await using var result = await cortex.ExecuteAsync(SqlStatement.Create(ref handler));
        await foreach (var row in result.Rows)
            return row.GetOrDefault<string>(0);
        return null;
    }

    /// <summary>Blocks apart by blank lines: a comment with the verdict, then the statement.</summary>
    private static IEnumerable<(string Verdict, string Detail, string Sql)> Read()
    {
        using var stream = typeof(PrintedStatementsTests).Assembly.GetManifestResourceStream("statements.sql")!;
        using var reader = new StreamReader(stream);
        foreach (var block in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var lines = block.Trim().Split('\n', 2);
            var head = lines[0][3..].Split(": ", 2);
            yield return (head[0], head.Length > 1 ? head[1] : "", lines[1]);
        }
    }
}

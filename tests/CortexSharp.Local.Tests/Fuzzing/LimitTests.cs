using System.Diagnostics;
using CortexSharp.Local.Tests.Engine;
using CortexSharp.Samples;

namespace CortexSharp.Local.Tests.Fuzzing;

/// <summary>Statements of unreasonable size or depth: a result or an error that names the limit, soon, and never the end of the process.</summary>
public sealed class LimitTests : EngineTest
{
    /// <summary>The operands of a chain, and what it gives; null where there is a limit.</summary>
    [Theory]
    [InlineData("1", " + ", 100_000, null)]
    [InlineData("1", " + ", 800, "800")]
    [InlineData("1", " * ", 100_000, null)]
    [InlineData("FALSE", " OR ", 100_000, "false")]
    [InlineData("column1 = 1", " OR ", 20_000, "true")]
    [InlineData("column1 = 1", " AND ", 20_000, "true")]
    [InlineData("''", " || ", 100_000, "")]
    [InlineData("1", " = ", 100_000, null)]
    public async Task Chain_OfOperators_IsAResultOrNamesTheLimit(string operand, string op, int count, string? expected) =>
        await CheckAsync($"SELECT {string.Join(op, Enumerable.Repeat(operand, count))} FROM VALUES (1)", expected);

    /// <summary>What is repeated before and behind the innermost expression.</summary>
    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("+ ", "")]
    [InlineData("CASE WHEN TRUE THEN ", " END")]
    [InlineData("CASE ", " WHEN 1 THEN 1 END")]
    [InlineData("(SELECT ", ")")]
    [InlineData("EXISTS (SELECT ", ")")]
    [InlineData("[", "]")]
    [InlineData("{'a': ", "}")]
    [InlineData("COALESCE(1, ", ")")]
    [InlineData("NULLIF(1, ", ")")]
    [InlineData("1 IN (", ")")]
    [InlineData("1 + (", ")")]
    [InlineData("CAST(", " AS INT)")]
    [InlineData("", "::INT")]
    [InlineData("PARSE_JSON('{}')", ":a")]
    [InlineData("PARSE_JSON('{}')", "[0]")]
    [InlineData("", " IS NULL")]
    [InlineData("", " BETWEEN 0 AND 1")]
    [InlineData("", " IN (0)")]
    public async Task Depth_OfExpressions_IsAResultOrNamesTheLimit(string before, string behind)
    {
        foreach (var depth in (int[])[20, 150, 890, 5_000, 100_000])
            await CheckAsync("SELECT " + Repeated(before, depth) + "1" + Repeated(behind, depth));
    }

    [Theory]
    [InlineData("SELECT 1 FROM (", ")")]
    [InlineData("SELECT * FROM (", ") x")]
    [InlineData("WITH a AS (", ") SELECT 1")]
    [InlineData("(", ")")]
    [InlineData("SELECT 1 UNION ALL (", ")")]
    [InlineData("SELECT 1 WHERE EXISTS (", ")")]
    [InlineData("", " UNION ALL SELECT 1")]
    [InlineData("", " UNION SELECT 'a'")]
    [InlineData("", " INTERSECT SELECT 1")]
    public async Task Depth_OfQueries_IsAResultOrNamesTheLimit(string before, string behind)
    {
        foreach (var depth in (int[])[10, 150, 1_000, 100_000])
            await CheckAsync(Repeated(before, depth) + "SELECT 1" + Repeated(behind, depth));
    }

    public static TheoryData<string, string?> Large => new()
    {
        { $"SELECT 5 IN ({string.Join(", ", Enumerable.Range(6, 100_000))})", "false" },
        { $"SELECT '5' IN ({string.Join(", ", Enumerable.Range(6, 20_000))})", "false" },
        { $"SELECT COUNT(*) FROM VALUES {string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"({i})"))}", "50000" },
        { $"SELECT CASE {string.Concat(Enumerable.Range(0, 20_000).Select(i => $" WHEN column1 = {i} THEN '{i}'"))} END FROM VALUES (19999)",
            "19999" },
        { $"SELECT COALESCE({string.Join(", ", Enumerable.Repeat("NULL", 500))}, 7)", "7" },
        { $"SELECT GREATEST({string.Join(", ", Enumerable.Range(0, 500))})", "499" },
        { $"SELECT CONCAT({string.Join(", ", Enumerable.Repeat("'a'", 500))}) = REPEAT('a', 500)", "true" },
        { $"SELECT ARRAY_SIZE([{string.Join(", ", Enumerable.Range(0, 20_000))}])", "20000" },
        { $"SELECT {{{string.Join(", ", Enumerable.Range(0, 500).Select(i => $"'k{i}': {i}"))}}}:k499", "499" },
        { $"SELECT LENGTH('{new string('a', 10_000_000)}')", "10000000" },
        { $"SELECT {new string('a', 100_000)} FROM VALUES (1)", null },
        { $"SELECT {new string('9', 100_000)}", null },
        { $"SELECT '{new string('9', 100_000)}'::NUMBER", null },
        { $"SELECT 1e{new string('9', 100_000)}", null },
        { $"SELECT {string.Join(", ", Enumerable.Range(0, 2_001))}", null },
        { $"SELECT 1 FROM {string.Join(", ", Enumerable.Range(0, 65).Select(i => $"(SELECT 1) t{i}"))}", null },
        { $"SELECT 1 FROM {string.Join(" JOIN ", Enumerable.Range(0, 201).Select(i => $"(SELECT 1) t{i}"))}", null },
        { "WITH a0 AS (SELECT 1 AS x)"
            + string.Concat(Enumerable.Range(1, 20).Select(i => $", a{i} AS (SELECT l.x FROM a{i - 1} l JOIN a{i - 1} r ON l.x = r.x)"))
            + " SELECT x FROM a20", "1" },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public async Task Size_IsAResultOrNamesTheLimit(string sql, string? expected) => await CheckAsync(sql, expected);

    /// <summary>A process of its own, as a stack overflow cannot be caught: here it would end all tests without a word.</summary>
    [Fact]
    public async Task Depth_InAProcessOfItsOwn_LeavesItAlive()
    {
        using var process = SampleProcess.Start("CortexSharp.Local.Worker", "deep");
        var exitCode = await process.EndAsync();
        Assert.Equal("", process.Errors);
        Assert.Equal(0, exitCode);
        Assert.Contains("lives: 1", process.Output, StringComparison.Ordinal);
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    /// <summary>A result is as good as an error.</summary>
    private async Task CheckAsync(string sql)
    {
        var watch = Stopwatch.StartNew();
        if (await Record.ExceptionAsync(() => RowsAsync(sql)) is { } e)
            AssertNamed(e);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed} for {sql[..Math.Min(sql.Length, 60)]}");
        Assert.Equal("1", await ValueAsync("SELECT 1"));
    }

    private async Task CheckAsync(string sql, string? expected)
    {
        if (expected is not null)
            Assert.Equal(expected, await ValueAsync(sql));
        else
            AssertNamed(await FailAsync(sql));
        Assert.Equal("1", await ValueAsync("SELECT 1"));
    }

    private static void AssertNamed(Exception e)
    {
        Assert.True(Assert.IsType<CortexException>(e).ErrorCode > 0, e.Message);
        Assert.DoesNotContain("storage reports", e.Message, StringComparison.Ordinal);
    }
}

using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.Local.Worker;

/// <summary>Runs statements nested far deeper than any stack; a stack overflow would be the end of the process.</summary>
internal static class DeepStatements
{
    private static readonly (string Before, string Behind)[] Nestings =
    [
        ("(", ")"), ("NOT ", ""), ("- ", ""), ("CASE WHEN TRUE THEN ", " END"), ("(SELECT ", ")"), ("EXISTS (SELECT ", ")"),
        ("[", "]"), ("{'a': ", "}"), ("COALESCE(1, ", ")"), ("1 IN (", ")"), ("CAST(", " AS INT)"), ("", "::INT"), ("", " + 1"),
        ("", " OR TRUE"), ("", " || ''"), ("", " IS NULL"), ("", " UNION ALL SELECT 1"),
    ];

    /// <summary>Runs all of them, and tells of each whether it gave rows or an error of Snowflake's kind.</summary>
    public static async Task RunAsync()
    {
        await using var cortex = new LocalCortex(new());
        foreach (var (before, behind) in Nestings)
        {
            foreach (var depth in (int[])[100, 199, 1_000, 50_000])
            {
                var text = "SELECT " + string.Concat(Enumerable.Repeat(before, depth)) + "1" + string.Concat(Enumerable.Repeat(behind, depth));
                var ended = await EndAsync(cortex, text);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before}1{behind} {depth} times: {ended}"));
            }
        }

        Console.WriteLine($"lives: {await cortex.QueryScalarAsync<int>(SqlStatement.Create($"SELECT 1"))}");
    }

    private static async Task<string> EndAsync(LocalCortex cortex, string text)
    {
        try
        {
            await cortex.QueryAsync(SqlStatement.Create($"{SqlText.Trusted(text)}")).CountAsync();
            return "rows";
        }
        catch (CortexException e) when (e.ErrorCode is { } code)
        {
            return string.Create(CultureInfo.InvariantCulture, $"error {code}");
        }
    }
}

using System.Globalization;
using CortexSharp.Local;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Benchmarks;

/// <summary>
/// Aggregates over many rows on the offline Cortex and on plain SQLite, the same rows and the same questions: what Snowflake's meaning costs.
/// Each figure is the least processor time of some runs, so that other work on the machine counts little.
/// </summary>
internal static class ScanRun
{
    private const int Runs = 5;

    private static readonly (string What, string Snowflake, string Sqlite)[] Questions =
    [
        ("count", "SELECT COUNT(*) FROM t", "SELECT COUNT(*) FROM t"),
        ("filter and sum", "SELECT SUM(amount) FROM t WHERE id > 1000 AND label <> 'bug'",
            "SELECT SUM(amount) FROM t WHERE id > 1000 AND label <> 'bug'"),
        ("group and order", "SELECT label, COUNT(*), SUM(amount), AVG(score) FROM t WHERE amount > 100 GROUP BY label ORDER BY 3 DESC",
            "SELECT label, COUNT(*), SUM(amount), AVG(score) FROM t WHERE amount > 10000 GROUP BY label ORDER BY 3 DESC"),
        ("average of a number", "SELECT label, AVG(amount) FROM t GROUP BY label ORDER BY label",
            "SELECT label, AVG(amount) FROM t GROUP BY label ORDER BY label"),
        ("arithmetic", "SELECT label, SUM(amount * 2 + id) FROM t GROUP BY label ORDER BY label",
            "SELECT label, SUM(amount * 2 + id * 100) FROM t GROUP BY label ORDER BY label"),
        ("text and LIKE", "SELECT COUNT(*) FROM t WHERE UPPER(label) LIKE 'D%'", "SELECT COUNT(*) FROM t WHERE UPPER(label) LIKE 'D%'"),
        ("top of an order", "SELECT id, amount FROM t ORDER BY amount DESC, id LIMIT 10",
            "SELECT id, amount FROM t ORDER BY amount DESC, id LIMIT 10"),
    ];

    public static async Task RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("cortexsharp-scan-").FullName;
        try
        {
            await using var cortex = new LocalCortex(new() { Path = Path.Combine(folder, "cortex.db") });
            using var sqlite = new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
            sqlite.Open();
            await FillAsync(cortex, sqlite, rows);
            foreach (var (what, snowflake, plain) in Questions)
            {
                var ours = await LeastAsync(() => ReadAsync(cortex, snowflake));
                var theirs = await LeastAsync(() => Task.FromResult(Read(sqlite, plain)));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what,-20} {ours.TotalMilliseconds,8:N0} ms  plain SQLite {theirs.TotalMilliseconds,8:N0} ms  ratio {ours / theirs,6:0.00}"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(LocalCortex cortex, SqliteConnection sqlite, int rows)
    {
        const string Numbers = "WITH RECURSIVE r AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM r WHERE i < ";
        var last = (rows - 1).ToString(CultureInfo.InvariantCulture);
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE t (id NUMBER, label VARCHAR, amount NUMBER(12,2), score FLOAT)"));
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"""
            INSERT INTO t {SqlText.Trusted(Numbers + last)})
            SELECT i, CASE i % 4 WHEN 0 THEN 'delivery' WHEN 1 THEN 'refund' WHEN 2 THEN 'damage' ELSE 'bug' END, (i * 7919 % 100000) / 100, (i * 104729 % 1000) / 1000.0 FROM r
            """));
        Run(sqlite, "PRAGMA journal_mode = WAL; PRAGMA cache_size = -4096; CREATE TABLE t (id INTEGER, label TEXT, amount INTEGER, score REAL)");
        Run(sqlite, $"""
            INSERT INTO t {Numbers}{last})
            SELECT i, CASE i % 4 WHEN 0 THEN 'delivery' WHEN 1 THEN 'refund' WHEN 2 THEN 'damage' ELSE 'bug' END, i * 7919 % 100000, (i * 104729 % 1000) / 1000.0 FROM r
            """);
    }

    private static async Task<TimeSpan> LeastAsync(Func<Task<int>> run)
    {
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var start = Environment.CpuUsage.TotalTime;
            await run();
            var time = Environment.CpuUsage.TotalTime - start;
            least = time < least ? time : least;
        }

        return least;
    }

    private static async Task<int> ReadAsync(LocalCortex cortex, string text) =>
        await cortex.QueryAsync(SqlStatement.Create($"{SqlText.Trusted(text)}")).CountAsync();

    private static int Read(SqliteConnection sqlite, string text)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = text;
        using var reader = command.ExecuteReader();
        var rows = 0;
        var values = new object[reader.FieldCount];
        for (; reader.Read(); rows++)
            reader.GetValues(values);
        return rows;
    }

    private static void Run(SqliteConnection sqlite, string text)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}

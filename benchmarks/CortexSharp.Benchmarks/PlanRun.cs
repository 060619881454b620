using System.Globalization;
using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.Benchmarks;

/// <summary>
/// One statement on a table of a few rows, with a text that was translated before and with one that is new each time: what the cache of plans saves.
/// </summary>
internal static class PlanRun
{
    private const int Rounds = 5;
    private const int Statements = 1_000;

    private const string Query = """
        WITH late AS (SELECT label, amount, ROW_NUMBER() OVER (PARTITION BY label ORDER BY amount DESC) AS place FROM t WHERE amount > 1.5)
        SELECT label, SUM(amount) AS total, COUNT_IF(place = 1) FROM late WHERE label ILIKE 'd%' GROUP BY label HAVING total > 2 ORDER BY total DESC NULLS LAST LIMIT 10
        """;

    public static async Task RunAsync()
    {
        await using var cortex = new LocalCortex(new());
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE t (label VARCHAR, amount NUMBER(12,2))"));
        await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"INSERT INTO t VALUES ('delivery', 2.5), ('damage', 3.25), ('refund', 1)"));
        var number = 0;
        var known = await LeastAsync(() => Query);
        var unknown = await LeastAsync(() => string.Create(CultureInfo.InvariantCulture, $"{Query} -- {number++}"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"known text {known,6:0} µs  new text {unknown,6:0} µs  ratio {unknown / known:0.0}"));

        async Task<double> LeastAsync(Func<string> text)
        {
            var least = double.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                var start = Environment.CpuUsage.TotalTime;
                for (var i = 0; i < Statements; i++)
                    await cortex.QueryAsync(SqlStatement.Create($"{SqlText.Trusted(text())}")).CountAsync();
                least = Math.Min(least, (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / Statements);
            }

            return least;
        }
    }
}

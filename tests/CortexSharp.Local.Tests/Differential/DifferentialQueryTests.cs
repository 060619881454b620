using System.Globalization;
using CortexSharp.Local.Tests.Differential.Queries;
using CortexSharp.Local.Tests.Engine;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Random queries over random small tables, held against nested loops: joins, groups, windows, set operations, subqueries, order.</summary>
public sealed class DifferentialQueryTests : EngineTest
{
    [Fact]
    public async Task Queries_OverRandomTables_GiveTheEvaluatorsRows()
    {
        var random = new Random(DifferentialOptions.Seed);
        var failures = new List<string>();
        for (var (cases, round) = (0, 0); cases < DifferentialOptions.Cases(5_000) && failures.Count < 5; round++)
        {
            var values = new ValueGenerator(random);
            var (left, right) = (values.Table("t", random.Next(8)), values.Table("u", random.Next(6), "u_"));
            await CreateAsync(left);
            await CreateAsync(right);
            var generator = new QueryGenerator(random, left, right);
            for (var i = 0; i < 40; i++)
            {
                var query = generator.Any();
                if (Expected(query) is not { } expected)
                    continue;
                cases++;
                if (await ActualAsync(query) is var actual && actual == expected)
                    continue;
                failures.Add($"{left}\n{right}\n{query.ToSql()}\nexpected:\n{expected}\nactual:\n{actual}");
            }
        }

        Assert.True(failures.Count == 0, $"seed {DifferentialOptions.Seed}\n\n" + string.Join("\n\n", failures.OrderBy(f => f.Length).Take(3)));
    }

    /// <summary>The rows that must come; null where an error may come instead.</summary>
    private static string? Expected(Query query)
    {
        try
        {
            return Shown(query, query.Rows().Select(row => string.Join(" | ", row.Select(Shown))));
        }
        catch (Exception e) when (e is ModelException or AmbiguousException)
        {
            return null;
        }
    }

    private async Task<string> ActualAsync(Query query)
    {
        try
        {
            var rows = await RowsAsync(query.ToSql());
            return Shown(query, rows.Select(row => string.Join(" | ", query.Columns.Select((_, i) => Shown(row[i])))));
        }
        catch (CortexException e)
        {
            return e.Message;
        }
    }

    private static string Shown(Query query, IEnumerable<string> rows) => string.Join('\n', query is Query.Order ? rows : rows.Order(StringComparer.Ordinal));

    private static string Shown(object? value) => value switch
    {
        null => "NULL",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // Rounded, as the order of floating-point operations is nobody's promise.
        double number => (Math.Round(number, 9) + 0.0).ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private async Task CreateAsync(ModelTable table)
    {
        await DoAsync(table.CreateSql);
        if (table.InsertSql is { } insert)
            await DoAsync(insert);
    }
}

using CortexSharp.Local.Tests.Differential.Queries;
using CortexSharp.Local.Tests.Engine;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>
/// Random queries over random small tables, held against nested loops: joins, groups, HAVING, windows, set operations, subqueries, order.
/// </summary>
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
                if (await ActualAsync(query) == expected)
                    continue;
                var small = await Shrinker.ShrinkAsync(query, Shrinker.Smaller, FailsAsync);
                await CreateAsync(small);
                var tables = string.Join('\n', small.Tables);
                failures.Add($"{tables}\n{small.ToSql()}\nexpected:\n{Expected(small)}\nactual:\n{await ActualAsync(small)}");
                await CreateAsync(left);
                await CreateAsync(right);
            }
        }

        Assert.True(failures.Count == 0, $"seed {DifferentialOptions.Seed}\n\n" + string.Join("\n\n", failures.OrderBy(f => f.Length).Take(3)));
    }

    /// <summary>The rows that must come; null where an error may come instead.</summary>
    private static string? Expected(Query query)
    {
        try
        {
            return Ordered(query, query.Rows().Select(Shown.Row));
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
            return Ordered(query, rows.Select(row => Shown.Row(query.Columns.Select((_, i) => row[i]))));
        }
        catch (CortexException e)
        {
            return e.Message;
        }
    }

    private static string Ordered(Query query, IEnumerable<string> rows) =>
        string.Join('\n', query is Query.Order ? rows : rows.Order(StringComparer.Ordinal));

    private async Task<bool> FailsAsync(Query query)
    {
        if (Expected(query) is not { } expected)
            return false;
        await CreateAsync(query);
        return await ActualAsync(query) != expected;
    }

    private async Task CreateAsync(Query query)
    {
        foreach (var table in query.Tables)
            await CreateAsync(table);
    }

    private async Task CreateAsync(ModelTable table)
    {
        await DoAsync(table.CreateSql);
        if (table.InsertSql is { } insert)
            await DoAsync(insert);
    }
}

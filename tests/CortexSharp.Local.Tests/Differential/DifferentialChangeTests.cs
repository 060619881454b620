using System.Globalization;
using CortexSharp.Local.Tests.Differential.Changes;
using CortexSharp.Local.Tests.Engine;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>Random UPDATE, DELETE and MERGE: the counts and the table that they leave, held against nested loops.</summary>
public sealed class DifferentialChangeTests : EngineTest
{
    [Fact]
    public async Task Changes_OfRandomTables_LeaveTheEvaluatorsRows()
    {
        var random = new Random(DifferentialOptions.Seed);
        var values = new ValueGenerator(random);
        var failures = new List<string>();
        for (var cases = 0; cases < DifferentialOptions.Cases(1_500) && failures.Count < 3;)
        {
            var (target, source) = (values.Table("t", random.Next(1, 8)), values.Table("u", random.Next(6), "u_"));
            await CreateAsync(source);
            await CreateAsync(target);
            // The next change finds what the one before left.
            for (var i = 0; i < 6; i++)
            {
                var change = new ChangeGenerator(random, target, source).Any();
                if (Expected(change) is not { } expected)
                    continue;
                cases++;
                if (await ActualAsync(change) != expected)
                {
                    failures.Add(await DescribeAsync(await Shrinker.ShrinkAsync(change, c => c.Smaller, FailsAsync)));
                    break;
                }

                target = target with { Rows = change.Apply().Rows };
            }
        }

        Assert.True(failures.Count == 0, $"seed {DifferentialOptions.Seed}\n\n" + string.Join("\n\n", failures));
    }

    /// <summary>The count and the rows that must come; null where an error may come instead.</summary>
    private static string? Expected(Change change)
    {
        try
        {
            var (rows, count) = change.Apply();
            return Shown.Changed(count, rows);
        }
        catch (Exception e) when (e is ModelException or AmbiguousException)
        {
            return null;
        }
    }

    private async Task<string> ActualAsync(Change change)
    {
        try
        {
            var count = await DoAsync(change.ToSql());
            var rows = await RowsAsync($"SELECT * FROM {change.Target.Name}");
            return Shown.Changed(count, rows.Select(row => change.Target.Columns.Select((_, i) => row[i])));
        }
        catch (CortexException e)
        {
            return string.Create(CultureInfo.InvariantCulture, $"error {e.ErrorCode}: {e.Message}");
        }
    }

    private async Task<bool> FailsAsync(Change change)
    {
        if (Expected(change) is not { } expected)
            return false;
        foreach (var table in change.Tables)
            await CreateAsync(table);
        return await ActualAsync(change) != expected;
    }

    private async Task<string> DescribeAsync(Change change)
    {
        foreach (var table in change.Tables)
            await CreateAsync(table);
        return $"{string.Join('\n', change.Tables)}\n{change.ToSql()}\nexpected:\n{Expected(change)}\nactual:\n{await ActualAsync(change)}";
    }

    private async Task CreateAsync(ModelTable table)
    {
        await DoAsync(table.CreateSql);
        if (table.InsertSql is { } insert)
            await DoAsync(insert);
    }
}

using System.Globalization;
using System.Text;
using CortexSharp.Local.Tests.Engine;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>
/// Random expressions over random small tables: the engine and a slow, obvious evaluator must agree, value by value and error by error.
/// </summary>
public sealed class DifferentialExpressionTests : EngineTest
{
    private const int Batch = 40;

    [Fact]
    public async Task Expressions_OverRandomTables_MeanWhatTheEvaluatorSays()
    {
        var random = new Random(DifferentialOptions.Seed);
        var failures = new List<string>();
        var cases = 0;
        for (var round = 0; cases < DifferentialOptions.Cases(16_000) && failures.Count < 5; round++)
        {
            var table = new ValueGenerator(random).Table("t", 6);
            await CreateAsync(table);
            var generator = new ExpressionGenerator(random, table.Columns);
            var expressions = Enumerable.Range(0, Batch * 4).Select(_ => generator.Any(random.Next(1, 4)));
            var outcomes = expressions.Select(e => (Expression: e, Outcome: Outcome.Of(e, table)!)).Where(c => c.Outcome is not null).ToList();
            cases += outcomes.Count;
            // What fails or may fail goes alone, the rest in one statement.
            var sure = outcomes.Where(c => c.Outcome.Codes.IsEmpty && !c.Outcome.IsWide).ToList();
            foreach (var batch in sure.Chunk(Batch))
            {
                if (!await AgreeAsync(batch))
                    await CheckAloneAsync(table, batch, failures);
            }

            await CheckAloneAsync(table, outcomes.Except(sure), failures);
        }

        Assert.True(failures.Count == 0, $"seed {DifferentialOptions.Seed}, after {cases} cases\n\n" + string.Join("\n\n", failures));
    }

    private async Task CheckAloneAsync(ModelTable table, IEnumerable<(Expression Expression, Outcome Outcome)> cases, List<string> failures)
    {
        foreach (var one in cases)
        {
            if (failures.Count >= 5 || await AgreeAsync([one]))
                continue;
            var (smallTable, smallExpression) = await Shrinker.ShrinkAsync(
                (table, one.Expression),
                c => Shrinker.Smaller(c.Expression).Select(e => (c.table, e)).Concat(Shrinker.Smaller(c.table).Select(t => (t, c.Expression))),
                async c =>
                    Outcome.Of(c.Expression, c.table) is { } outcome && await CreateAsync(c.table) && !await AgreeAsync([(c.Expression, outcome)]));
            await CreateAsync(smallTable);
            failures.Add(await DescribeAsync(smallTable, smallExpression));
            await CreateAsync(table);
        }
    }

    private async Task<bool> CreateAsync(ModelTable table)
    {
        await DoAsync(table.CreateSql);
        if (table.InsertSql is { } insert)
            await DoAsync(insert);
        return true;
    }

    private static string Sql(IEnumerable<Expression> expressions) =>
        $"SELECT {string.Join(", ", expressions.Select((e, i) => $"{e.ToSql()} AS e{i}"))} FROM t ORDER BY id";

    private async Task<bool> AgreeAsync(IReadOnlyList<(Expression Expression, Outcome Outcome)> cases)
    {
        try
        {
            var rows = await RowsAsync(Sql(cases.Select(c => c.Expression)));
            return cases.Index()
                .All(c => c.Item.Outcome.Codes.IsEmpty && rows.Index().All(r => Outcome.Agrees(c.Item.Outcome.Values[r.Index], r.Item[c.Index])));
        }
        catch (CortexException e) when (cases is [var one])
        {
            return one.Outcome.Codes.Contains(e.ErrorCode ?? 0) || (one.Outcome.IsWide && e.ErrorCode == Outcome.Wide);
        }
        catch (CortexException)
        {
            return false; // one by one it will be found which
        }
    }

    private async Task<string> DescribeAsync(ModelTable table, Expression expression)
    {
        var text = new StringBuilder().AppendLine(table.ToString()).AppendLine(Sql([expression]));
        var outcome = Outcome.Of(expression, table)!;
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"expected: {(outcome.Codes.IsEmpty ? string.Join(" | ", outcome.Values.Select(Shown)) : "error " + string.Join(" or ", outcome.Codes))}");
        try
        {
            text.Append(
                CultureInfo.InvariantCulture, $"actual:   {string.Join(" | ", (await RowsAsync(Sql([expression]))).Select(r => Shown(r[0])))}");
        }
        catch (CortexException e)
        {
            text.Append(CultureInfo.InvariantCulture, $"actual:   error {e.ErrorCode}: {e.Message}");
        }

        return text.ToString();
    }

    private static string Shown(object? value) =>
        value is null ? "NULL" : string.Create(CultureInfo.InvariantCulture, $"{value} ({value.GetType().Name})");
}

using CortexSharp.Local.Testing;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Testing;

/// <summary>Statements side by side in an order that a seed decides, and what of Snowflake's isolation holds in all orders.</summary>
public sealed class InterleavingTests : ControlledTest
{
    private const int Seeds = 40;

    [Fact]
    public async Task Run_SameSeed_TakesTheSameSteps()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        var first = await RunAsync(7);
        Assert.Equal(first.Steps, (await RunAsync(7)).Steps);
        Assert.Contains(Enumerable.Range(0, 20), seed => !RunAsync(seed).GetAwaiter().GetResult().Steps.SequenceEqual(first.Steps));
        Assert.Equal(3, first.Steps.Count(s => s.Point == "start"));

        Task<Interleaving> RunAsync(int seed) => Interleaving.RunAsync(
            seed, () => DoAsync("INSERT INTO t SELECT LENGTH(AI_COMPLETE('llama3.1-8b', 'p'))"), () => DoAsync("UPDATE t SET a = 1"),
            () => ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task Run_ParticipantThrows_OthersEndFirst()
    {
        await DoAsync("CREATE TABLE t (a INT)");
        await Assert.ThrowsAsync<CortexException>(() =>
            Interleaving.RunAsync(1, () => DoAsync("nonsense"), () => DoAsync("INSERT INTO t VALUES (1)")));
        Assert.Equal("1", await ValueAsync("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public async Task ReadThenWrite_SomeSeed_LosesAnUpdate()
    {
        // What the compare-and-set is for: without it some order loses an update, and the seed finds it.
        await DoAsync("CREATE TABLE counter (n INT)");
        var lost = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            await DoAsync("INSERT OVERWRITE INTO counter VALUES (0)");
            await Interleaving.RunAsync(seed, IncrementAsync, IncrementAsync);
            lost += await ValueAsync("SELECT n FROM counter") is "2" ? 0 : 1;
        }

        Assert.InRange(lost, 1, Seeds - 1);

        async Task IncrementAsync() => await DoAsync($"UPDATE counter SET n = {await ValueAsync("SELECT n + 1 FROM counter")}");
    }

    [Fact]
    public async Task CompareAndSet_AllSeedsAndTwoExecutors_LosesNothing()
    {
        await DoAsync("CREATE TABLE pointer (version INT, stamp VARCHAR)");
        var other = Open();
        for (var seed = 0; seed < Seeds; seed++)
        {
            await DoAsync("INSERT OVERWRITE INTO pointer VALUES (0, '')");
            var won = 0;
            await Interleaving.RunAsync(seed, () => AdvanceAsync(Local, "a"), () => AdvanceAsync(other, "b"), () => AdvanceAsync(Local, "c"));
            // Everyone was counted once: of those who saw version 0 one has won, and so on up to the last.
            Assert.Equal(won, int.Parse((await ValueAsync("SELECT version FROM pointer"))!, System.Globalization.CultureInfo.InvariantCulture));
            Assert.InRange(won, 1, 3);

            async Task AdvanceAsync(LocalCortex cortex, string stamp)
            {
                var seen = await cortex.QueryScalarAsync<long>(Sql("SELECT version FROM pointer"));
                var changed = await cortex.ExecuteNonQueryAsync(
                    SqlStatement.Create($"UPDATE pointer SET version = {seen} + 1, stamp = {stamp} WHERE version = {seen}"));
                Assert.InRange(changed, 0, 1);
                if (changed == 1)
                    won++;
            }
        }
    }

    [Fact]
    public async Task Statements_EachAlone_SeeWhatIsCommitted()
    {
        // READ COMMITTED: two reads of one participant may differ, one statement never sees half of another.
        await DoAsync("CREATE TABLE t (a INT)");
        var changed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            await DoAsync("INSERT OVERWRITE INTO t VALUES (1), (1)");
            await Interleaving.RunAsync(
                seed,
                () => DoAsync("UPDATE t SET a = 2"),
                async () =>
                {
                    var first = await ValueAsync("SELECT MIN(a) || ' ' || MAX(a) FROM t");
                    var second = await ValueAsync("SELECT MIN(a) || ' ' || MAX(a) FROM t");
                    Assert.Contains($"{first}, {second}", (string[])["1 1, 1 1", "1 1, 2 2", "2 2, 2 2"]);
                    changed += first == second ? 0 : 1;
                });
        }

        Assert.InRange(changed, 1, Seeds - 1);
    }

    [Fact]
    public async Task Merge_FirstRow_IsInsertedOnceInAllOrders()
    {
        await DoAsync("CREATE TABLE t (k INT, by_whom INT)");
        for (var seed = 0; seed < Seeds; seed++)
        {
            await DoAsync("TRUNCATE TABLE t");
            var counts = new long[3];
            await Interleaving.RunAsync(seed, [.. counts.Select<long, Func<Task>>((_, i) => async () =>
                counts[i] = await DoAsync(
                    $"MERGE INTO t USING (SELECT 1 AS k) s ON t.k = s.k WHEN NOT MATCHED THEN INSERT (k, by_whom) VALUES (s.k, {i})"))]);
            Assert.Equal(1, counts.Sum());
            Assert.Equal("1", await ValueAsync("SELECT COUNT(*) FROM t"));
        }
    }
}

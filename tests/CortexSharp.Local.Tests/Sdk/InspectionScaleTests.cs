using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>
/// A hundredth of what <c>benchmarks -- --inspect</c> looks through. Nothing else runs beside, because memory is counted; time is not, machines differ.
/// </summary>
[CollectionDefinition(nameof(InspectionScaleTests), DisableParallelization = true)]
[Collection(nameof(InspectionScaleTests))]
public sealed class InspectionScaleTests
{
    [Fact]
    public async Task Inspect_ManyRows_AreAllCounted()
    {
        var (report, _, _) = await InspectAsync(10_000);

        Assert.Equal(("10000 rows", 50, 1_000L), (report.ToString()[..10], report.Labels.Count, Assert.Single(report.Findings).Count));
    }

    /// <summary>The rows are looked through where they lie: as many questions are asked of many rows, and as little comes back.</summary>
    [Fact]
    public async Task Inspect_TenTimesTheRows_SendsAsManyStatementsAndKeepsAsLittle()
    {
        var (_, statements, _) = await InspectAsync(1_000);
        var (_, more, kept) = await InspectAsync(10_000);

        Assert.Equal(statements, more);
        // The rows themselves are 300 KB of text.
        Assert.InRange(kept, long.MinValue, 200_000);
    }

    private static async Task<(TrainingDataReport Report, int Statements, long Kept)> InspectAsync(int rows)
    {
        var controls = new TestControls();
        await using var sdk = new SdkFixture(new() { Controls = controls });
        await sdk.RunAsync(SqlStatement.Create(
            $"""
            CREATE TABLE raw AS SELECT f.value::NUMBER AS id, 'question ' || MOD(f.value::NUMBER, {rows * 9 / 10}) AS prompt,
              MOD(f.value::NUMBER, 50)::VARCHAR AS completion FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {rows}))) f
            """));
        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id");
        // What is compiled and cached once does not count.
        await sdk.TrainingData.InspectAsync(request);
        var statements = controls.OnStatement("").Proceed();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var report = await sdk.TrainingData.InspectAsync(request);

        return (report, statements.Fired, GC.GetTotalMemory(forceFullCollection: true) - before);
    }
}

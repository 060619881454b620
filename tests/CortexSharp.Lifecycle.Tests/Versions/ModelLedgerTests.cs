using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Sql;
using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Tests.Versions;

public sealed class ModelLedgerTests : IAsyncLifetime
{
    private static readonly SqlIdentifier Name = SqlIdentifier.Parse("db.ai.support");

    private readonly TestControls _controls = new();
    private readonly LocalCortex _cortex;
    private readonly ModelLedger _ledger;

    public ModelLedgerTests()
    {
        _cortex = new(new() { Controls = _controls });
        _ledger = new(_cortex);
    }

    private static ModelVersionRequest Request => new("support", Name, "llama3.1-8b");

    [Fact]
    public async Task Reserve_Versions_AreNumberedByUseCase()
    {
        Assert.Equal("DB.AI.SUPPORT_V1", (await _ledger.ReserveAsync(Request)).Model);
        var second = await _ledger.ReserveAsync(Request);
        Assert.Equal((2L, "DB.AI.SUPPORT_V2", ModelVersionStatus.Reserved, "llama3.1-8b"), (second.Number, second.Model, second.Status, second.BaseModel));
        Assert.Equal(1, (await _ledger.ReserveAsync(Request with { UseCase = "other" })).Number);
        Assert.Equal([2L, 1L], (await _ledger.ListAsync("support")).Select(v => v.Number));
        Assert.Equal(3, (await _ledger.ListAsync()).Count);
    }

    [Fact]
    public async Task Update_EverythingThatChanges_ComesBack()
    {
        var version = await _ledger.ReserveAsync(Request);
        var changed = version with
        {
            Status = ModelVersionStatus.Candidate,
            FinalModel = "DB.AI.SUPPORT_V1_2",
            Result = TrainedModel.Files("@db.ai.models/it's \\ odd/"),
            SnapshotHash = "0123456789ABCDEF",
            SnapshotTables = ["DB.AI.\"odd \\ name\"", "DB.AI.B"],
            Epochs = 3,
            Baseline = "llama3.1-8b",
            TrainingOptions = new Dictionary<string, string> { ["rate"] = "1e-5", ["a \"b\""] = "\\" },
            Backend = "elsewhere",
            JobId = "ft_1",
            EvaluationRun = "run",
            TrainedTokens = 12_345,
            TrainingCost = Amount.OfPlatformCredits(1.25m),
            Note = "it's fine",
        };
        var written = await _ledger.UpdateAsync(changed);
        Assert.Equal(changed with { Revision = 1 }, written);
        var read = Assert.Single(await _ledger.ListAsync("support"));
        Assert.Equal(changed.SnapshotTables, read.SnapshotTables);
        Assert.Equal(changed.TrainingOptions, read.TrainingOptions);
        Assert.Equal(written with { SnapshotTables = read.SnapshotTables, TrainingOptions = read.TrainingOptions }, read);
        Assert.Equal(CortexErrorKind.NotFound, (await Assert.ThrowsAsync<CortexException>(() => _ledger.UpdateAsync(version with { Id = Guid.NewGuid() }))).Kind);
    }

    [Fact]
    public async Task Update_ChangedSinceItWasRead_IsAConflict()
    {
        var version = await _ledger.ReserveAsync(Request);
        var training = await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Training });
        var error = await Assert.ThrowsAsync<CortexException>(() => _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Failed }));
        Assert.Equal(CortexErrorKind.Conflict, error.Kind);
        var read = Assert.Single(await _ledger.ListAsync("support"));
        Assert.Equal((training.Revision, ModelVersionStatus.Training), (read.Revision, read.Status));
    }

    [Fact]
    public async Task Update_AnswerLostAndAskedAgain_IsWrittenOnce()
    {
        var version = await _ledger.ReserveAsync(Request);
        var changed = version with { Status = ModelVersionStatus.Training, TrainingCost = Amount.OfAiCredits(0.125m), SnapshotTables = ["A"], TrainedTokens = 7, Epochs = 2 };
        _controls.OnStatement("UPDATE \"ML_MODEL_VERSIONS\"").Once().LoseConnectionAfter();
        await Assert.ThrowsAsync<CortexException>(() => _ledger.UpdateAsync(changed));
        Assert.Equal(1, (await _ledger.UpdateAsync(changed)).Revision);
        Assert.Equal(1, Assert.Single(await _ledger.ListAsync("support")).Revision);
    }

    [Theory]
    [InlineData("CREATE TABLE")]
    [InlineData("MERGE INTO \"ML_MODEL_COUNTERS\"")]
    [InlineData("SELECT LAST_VERSION")]
    [InlineData("UPDATE \"ML_MODEL_COUNTERS\"")]
    [InlineData("MERGE INTO \"ML_MODEL_VERSIONS\"")]
    public async Task Reserve_ConnectionLostAndAskedAgain_GivesOneVersion(string statement)
    {
        foreach (var before in new[] { true, false })
        {
            var request = Request with { UseCase = $"{statement} {before}" };
            var setup = _controls.OnStatement(statement).Once();
            var rule = before ? setup.LoseConnectionBefore() : setup.LoseConnectionAfter();
            await Assert.ThrowsAsync<CortexException>(() => _ledger.ReserveAsync(request));
            Assert.Equal(1, rule.Fired);
            var version = await _ledger.ReserveAsync(request);
            Assert.Equal(version, await _ledger.ReserveAsync(request));
            Assert.Equal(1, Assert.Single(await _ledger.ListAsync(request.UseCase)).Number);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Reserve_ManyAtOnce_GetNumbersOfTheirOwn(int seed)
    {
        await Interleaving.RunAsync(seed, [.. Enumerable.Range(0, 20).Select(_ => (Func<Task>)(() => _ledger.ReserveAsync(Request)))]);
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(n => (long)n), (await _ledger.ListAsync("support")).Select(v => v.Number));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cortex.DisposeAsync();
}

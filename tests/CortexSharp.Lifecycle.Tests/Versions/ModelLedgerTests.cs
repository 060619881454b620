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
        Assert.Equal(
            (2L, "DB.AI.SUPPORT_V2", ModelVersionStatus.Reserved, "llama3.1-8b"), (second.Number, second.Model, second.Status, second.BaseModel));
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
        Assert.Equal(
            CortexErrorKind.NotFound,
            (await Assert.ThrowsAsync<CortexException>(() => _ledger.UpdateAsync(version with { Id = Guid.NewGuid() }))).Kind);
    }

    [Fact]
    public async Task Update_ChangedSinceItWasRead_IsAConflict()
    {
        var version = await _ledger.ReserveAsync(Request);
        var training = await _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Training });
        var error = await Assert.ThrowsAsync<VersionChangedException>(() => _ledger.UpdateAsync(version with { Status = ModelVersionStatus.Failed }));
        Assert.Equal((CortexErrorKind.Conflict, ModelVersionStatus.Training), (error.Kind, error.Version.Status));
        var read = Assert.Single(await _ledger.ListAsync("support"));
        Assert.Equal((training.Revision, ModelVersionStatus.Training), (read.Revision, read.Status));
    }

    [Fact]
    public async Task Update_AnswerLostAndAskedAgain_IsWrittenOnce()
    {
        var version = await _ledger.ReserveAsync(Request);
        var changed = version with
        {
            Status = ModelVersionStatus.Training,
            TrainingCost = Amount.OfAiCredits(0.125m),
            SnapshotTables = ["A"],
            TrainedTokens = 7,
            Epochs = 2,
        };
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

    [Fact]
    public async Task Claim_Training_HasOneHolder()
    {
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(first, await _ledger.ClaimAsync("support", "a", first));
        Assert.Equal(first, await _ledger.ClaimAsync("support", "a", first));
        Assert.Equal(first, await _ledger.ClaimAsync("support", "a", second));
        Assert.Equal(second, await _ledger.ClaimAsync("support", "b", second));
        Assert.Equal(third, await _ledger.ClaimAsync("other", "a", third));

        // In place of the holder, and of nobody else.
        Assert.Equal(first, await _ledger.ClaimAsync("support", "a", third, insteadOf: second));
        Assert.Equal(second, await _ledger.ClaimAsync("support", "a", second, insteadOf: first));
        Assert.Equal(second, await _ledger.ClaimAsync("support", "a", third, insteadOf: first));
    }

    [Theory]
    [InlineData("CREATE TABLE")]
    [InlineData("MERGE INTO \"ML_MODEL_CLAIMS\"")]
    [InlineData("UPDATE \"ML_MODEL_CLAIMS\"")]
    [InlineData("SELECT HOLDER")]
    public async Task Claim_ConnectionLostAndAskedAgain_IsTheSame(string statement)
    {
        var over = await _ledger.ClaimAsync("support", "a", Guid.NewGuid());
        foreach (var before in new[] { true, false })
        {
            var id = Guid.NewGuid();
            var setup = _controls.OnStatement(statement).Once();
            var rule = before ? setup.LoseConnectionBefore() : setup.LoseConnectionAfter();
            await Assert.ThrowsAsync<CortexException>(() => _ledger.ClaimAsync("support", "a", id, over));
            Assert.Equal(1, rule.Fired);
            Assert.Equal(id, await _ledger.ClaimAsync("support", "a", id, over));
            over = id;
        }
    }

    /// <summary>All of them hear the same holder, and so do those who claim in its place.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Claim_ManyAtOnce_HearOfOneHolder(int seed)
    {
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToList();
        var over = Assert.Single(await ClaimAsync(null));
        var next = Assert.Single(await ClaimAsync(over));
        Assert.NotEqual(over, next);

        async Task<IEnumerable<Guid>> ClaimAsync(Guid? insteadOf)
        {
            var holders = new List<Guid>();
            await Interleaving.RunAsync(
                seed,
                [.. ids.Where(id => id != insteadOf)
                    .Select(id => (Func<Task>)(async () => holders.Add(await _ledger.ClaimAsync("support", "a", id, insteadOf))))]);
            return holders.Distinct();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cortex.DisposeAsync();
}

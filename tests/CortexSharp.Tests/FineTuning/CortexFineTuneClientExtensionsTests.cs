using CortexSharp.Conformance;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.FineTuning;

/// <summary>Waiting, watching, create-or-find, over the mocked interface as a user would mock it.</summary>
public class CortexFineTuneClientExtensionsTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly Mock<ICortexFineTuneClient> _client = new();
    private readonly Mock<IFineTuningJournal> _journal = new();
    private readonly JobPollPolicy _policy = new() { TimeProvider = new ManualTimeProvider { SkipsWaiting = true } };

    [Fact]
    public async Task WatchAsync_Job_YieldsChangesOnly()
    {
        Describes(
            Job("PENDING", 0), Job("PENDING", 0), Job("IN_PROGRESS", 0.3), Job("IN_PROGRESS", 0.3), Job("RUNNING", 0.3), Job("IN_PROGRESS", 0.6),
            Job("SUCCESS", 1));
        var seen = await _client.Object.WatchAsync("ft_1", _policy).Select(j => $"{j.Status} {j.Progress}").ToListAsync();
        Assert.Equal(["PENDING 0", "IN_PROGRESS 0.3", "RUNNING 0.3", "IN_PROGRESS 0.6", "SUCCESS 1"], seen);
    }

    [Fact]
    public async Task WaitUntilFinishedAsync_Success_GivesTheJobAndReports()
    {
        Describes(Job("IN_PROGRESS", 0.5), Job("SUCCESS", 1) with { Model = "DB.S.M" });
        var reports = new List<double?>();
        var job = await _client.Object.WaitUntilFinishedAsync("ft_1", _policy, new Collects(reports));
        Assert.Equal("DB.S.M", job.Model);
        Assert.Equal([0.5, 1], reports);
    }

    [Fact]
    public async Task WaitUntilFinishedAsync_Error_SurfacesCodeAndMessage()
    {
        Describes(Job("ERROR", 0) with { Error = new("INVALID_PARAMETER_VALUE", "Failed to query input data") });
        var exception = await Assert.ThrowsAsync<TrainingFailedException>(() => _client.Object.WaitUntilFinishedAsync("ft_1", _policy));
        Assert.Equal((CortexErrorKind.JobFailed, "ft_1", "INVALID_PARAMETER_VALUE"), (exception.Kind, exception.JobId, exception.Job.Error!.Code));
        Assert.Contains("INVALID_PARAMETER_VALUE Failed to query input data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitUntilFinishedAsync_Cancelled_SaysSo()
    {
        Describes(Job("CANCELLED", 0));
        Assert.Contains(
            "was cancelled",
            (await Assert.ThrowsAsync<TrainingFailedException>(() => _client.Object.WaitUntilFinishedAsync("ft_1", _policy))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_TransientFailures_ArePassedOverFourTimes()
    {
        var network = new CortexException(CortexErrorKind.Network, "gone");
        _client.SetupSequence(c => c.DescribeAsync("ft_1", It.IsAny<CancellationToken>()))
            .ThrowsAsync(network).ThrowsAsync(network).ThrowsAsync(network).ThrowsAsync(network).ReturnsAsync(Job("SUCCESS", 1));
        Assert.Single(await _client.Object.WatchAsync("ft_1", _policy).ToListAsync());

        _client.Setup(c => c.DescribeAsync("ft_2", It.IsAny<CancellationToken>())).ThrowsAsync(network);
        await Assert.ThrowsAsync<CortexException>(async () => await _client.Object.WatchAsync("ft_2", _policy).ToListAsync());
        _client.Verify(c => c.DescribeAsync("ft_2", It.IsAny<CancellationToken>()), Times.Exactly(5));
    }

    [Fact]
    public async Task WatchAsync_Cancelled_StopsWaiting()
    {
        Describes(Job("PENDING", 0));
        using var source = new CancellationTokenSource();
        var policy = new JobPollPolicy { TimeProvider = new ManualTimeProvider() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _client.Object.WatchAsync("ft_1", policy, source.Token))
                await source.CancelAsync();
        });
    }

    [Fact]
    public async Task CreateOrFindAsync_FirstClaim_CreatesAtOnceWithTheIntent()
    {
        Claims(FineTuningClaim.First);
        _client.Setup(c => c.CreateAsync(It.Is<FineTuningRequest>(r => r.Intent == "i"), It.IsAny<CancellationToken>())).ReturnsAsync("ft_new");
        Assert.Equal("ft_new", await CreateOrFindAsync());
        _client.Verify(c => c.ListAsync(It.IsAny<CancellationToken>()), Times.Never);
        _journal.Verify(j => j.SetJobAsync(It.Is<FineTuningIntent>(i => i.Id == "i"), "ft_new", It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task CreateOrFindAsync_JobKnown_AsksTheServerNothing()
    {
        _journal.Setup(j => j.ClaimAsync("i", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new FineTuningIntent("i", Recorded, FineTuningClaim.First, "ft_old"));
        Assert.Equal("ft_old", await CreateOrFindAsync());
        _client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task CreateOrFindAsync_HeldByOther_WaitsForTheJob()
    {
        _journal.SetupSequence(j => j.ClaimAsync("i", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new FineTuningIntent("i", Recorded, FineTuningClaim.HeldByOther))
            .ReturnsAsync(new FineTuningIntent("i", Recorded, FineTuningClaim.HeldByOther))
            .ReturnsAsync(new FineTuningIntent("i", Recorded, FineTuningClaim.HeldByOther, "ft_theirs"));
        Assert.Equal("ft_theirs", await CreateOrFindAsync());
        _client.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task CreateOrFindAsync_TakenOver_FindsTheJobByItsMark()
    {
        Claims(FineTuningClaim.TakenOver);
        Lists(Listed("ft_other"), Listed("ft_mine"));
        Describes(Listed("ft_other") with { TrainingQuery = "/* cortexsharp:other */ SELECT 1" });
        Describes(Listed("ft_mine") with { TrainingQuery = "/* cortexsharp:i */ SELECT 1" });
        Assert.Equal("ft_mine", await CreateOrFindAsync());
        _client.Verify(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>()), Times.Never);
        _journal.Verify(j => j.SetJobAsync(It.Is<FineTuningIntent>(i => i.Id == "i"), "ft_mine", It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task CreateOrFindAsync_TakenOverAndOthersToldApart_Creates()
    {
        Claims(FineTuningClaim.TakenOver);
        _client.Setup(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync("ft_new");
        Lists(
            Listed("older") with { CreatedAt = Recorded - TimeSpan.FromMinutes(1) }, Listed("other base") with { BaseModel = "mistral-7b" },
            Listed("older by describe") with { CreatedAt = null },
            Listed("other model"), Listed("other query"));
        Describes(Listed("older by describe") with { CreatedAt = Recorded - TimeSpan.FromMinutes(1) });
        Describes(Listed("other model") with { Model = "DB.S.ANOTHER" });
        Describes(Listed("other query") with { TrainingQuery = "SELECT 2" });
        Assert.Equal("ft_new", await CreateOrFindAsync());
    }

    [Fact]
    public async Task CreateOrFindAsync_RunningJobsShowNoQuery_IsAmbiguousAndCreatesNothing()
    {
        Claims(FineTuningClaim.TakenOver);
        Lists(Listed("ft_1"), Listed("ft_2"));
        Describes(new FineTuningJob("ft_1", FineTuningStatus.InProgress) { Progress = 0.3 });
        Describes(new FineTuningJob("ft_2", FineTuningStatus.Pending));
        var exception = await Assert.ThrowsAsync<AmbiguousJobException>(CreateOrFindAsync);
        Assert.Equal(["ft_1", "ft_2"], exception.Candidates.Select(c => c.Id));
        Assert.Equal((CortexErrorKind.AmbiguousJob, "i"), (exception.Kind, exception.Intent));
        _client.Verify(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task CreateOrFindAsync_EchoWithoutTheComment_IsAmbiguous()
    {
        Claims(FineTuningClaim.TakenOver);
        Lists(Listed("ft_1"), Listed("ft_2"));
        Describes(Listed("ft_1") with { TrainingQuery = "SELECT  1" }); // our query, should the server drop comments
        Describes(Listed("ft_2") with { TrainingQuery = "/* cortexsharp:other */ SELECT 1" });
        var exception = await Assert.ThrowsAsync<AmbiguousJobException>(CreateOrFindAsync);
        Assert.Equal("ft_1", Assert.Single(exception.Candidates).Id);
    }

    [Fact]
    public async Task CreateOrFindAsync_ReleaseFailsToo_TheRefusalIsWhatIsThrown()
    {
        Claims(FineTuningClaim.First);
        _client.Setup(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.NotAuthorized, "no"));
        _journal.Setup(j => j.ReleaseAsync(It.IsAny<FineTuningIntent>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.Network, "gone"));
        Assert.Equal(CortexErrorKind.NotAuthorized, (await Assert.ThrowsAsync<CortexException>(CreateOrFindAsync)).Kind);
    }

    [Fact]
    public async Task CreateOrFindAsync_ServerRefuses_GivesTheClaimUp()
    {
        Claims(FineTuningClaim.First);
        _client.Setup(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.NotAuthorized, "no"));
        await Assert.ThrowsAsync<CortexException>(CreateOrFindAsync);
        _journal.Verify(j => j.ReleaseAsync(It.IsAny<FineTuningIntent>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task CreateOrFindAsync_MayHaveRun_KeepsTheClaim()
    {
        Claims(FineTuningClaim.First);
        _client.Setup(c => c.CreateAsync(It.IsAny<FineTuningRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CortexException(CortexErrorKind.Network, "gone"));
        await Assert.ThrowsAsync<CortexException>(CreateOrFindAsync);
        _journal.Verify(j => j.ReleaseAsync(It.IsAny<FineTuningIntent>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private Task<string> CreateOrFindAsync() => _client.Object.CreateOrFindAsync(
        new FineTuningRequest(SqlIdentifier.Parse("db.s.support_v1"), "llama3.1-8b", SqlStatement.Create($"SELECT 1")), _journal.Object, "i",
        _policy);

    private static FineTuningJob Job(string status, double progress) => new("ft_1", new FineTuningStatus(status)) { Progress = progress };

    private static FineTuningJob Listed(string id) =>
        new(id, FineTuningStatus.InProgress) { BaseModel = "llama3.1-8b", CreatedAt = Recorded + TimeSpan.FromSeconds(2) };

    private void Lists(params FineTuningJob[] jobs) => _client.Setup(c => c.ListAsync(It.IsAny<CancellationToken>())).ReturnsAsync(jobs);

    private void Describes(FineTuningJob job) => _client.Setup(c => c.DescribeAsync(job.Id, It.IsAny<CancellationToken>())).ReturnsAsync(job);

    private void Describes(params FineTuningJob[] jobs)
    {
        var sequence = _client.SetupSequence(c => c.DescribeAsync("ft_1", It.IsAny<CancellationToken>()));
        foreach (var job in jobs)
            sequence.ReturnsAsync(job);
    }

    private void Claims(FineTuningClaim claim) =>
        _journal.Setup(j => j.ClaimAsync("i", It.IsAny<CancellationToken>())).ReturnsAsync(new FineTuningIntent("i", Recorded, claim, null, "stamp"));

    private sealed class Collects(List<double?> into) : IProgress<FineTuningJob>
    {
        public void Report(FineTuningJob value) => into.Add(value.Progress);
    }
}

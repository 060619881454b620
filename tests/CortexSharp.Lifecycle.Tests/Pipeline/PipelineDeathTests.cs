using System.Collections.Concurrent;
using CortexSharp.Conformance;
using CortexSharp.Evaluation.Deciding;
using CortexSharp.FineTuning;
using CortexSharp.Lifecycle.Pipeline;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;
using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>
/// Processes that run one pipeline die at every one of its statements, in front of every kind of server; the statement is lost, or carried out, or
/// arrives while the next process is at work. The same request made again comes to the same end: one job, one promotion, every answer once, or the
/// word that the job cannot be told and nothing created.
/// </summary>
public sealed class PipelineDeathTests
{
    private static readonly Gate Better = new(new NotWorseRule("exact_match"));

    private static readonly LastStatement[] Fates = [LastStatement.Lost, LastStatement.Done, LastStatement.Late];

    /// <summary>Servers that do not show enough of a running job to know it again.</summary>
    private static readonly DescribeVariants[] Silent =
    [
        DescribeVariants.RunningShowsStatusOnly, DescribeVariants.NoTrainingData, DescribeVariants.NoComments,
    ];

    public static TheoryData<DescribeVariants> Variants => [.. Enum.GetValues<DescribeVariants>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_KilledAtEveryStatement_GoesOn(DescribeVariants variant)
    {
        var statements = await CountAsync();
        Assert.InRange(statements, 50, 150);
        var all = Array.IndexOf(Enum.GetValues<DescribeVariants>(), variant);
        // All fates in front of the server of today's documentation; of the others each statement has one, and another one in front of the next
        // server.
        await TravelAsync(
            from n in Enumerable.Range(0, statements)
            from fate in Fates
            where variant == DescribeVariants.None || Fates[(n + all) % Fates.Length] == fate
            select new Journey(variant, (n * Fates.Length) + (int)fate, [new(n, fate)]));
    }

    [Fact]
    public async Task Run_KilledSeveralTimes_GoesOn()
    {
        var statements = await CountAsync();
        await TravelAsync(Enumerable.Range(1, 60).Select(seed =>
        {
            var random = new Random(seed);
            var variants = Enum.GetValues<DescribeVariants>();
            var deaths = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new Death(random.Next(statements), Fates[random.Next(Fates.Length)]));
            return new Journey(variants[seed % variants.Length], seed, [.. deaths]);
        }));
    }

    /// <summary>A schedule that gives each run an id of its own goes on all the same with what has no verdict yet.</summary>
    [Fact]
    public async Task Run_KilledAtEveryStatementAndAskedUnderAnotherId_GoesOn()
    {
        var statements = await CountAsync();
        await TravelAsync(Enumerable.Range(0, statements).Select(n =>
            new Journey(DescribeVariants.None, n, [new(n, Fates[n % Fates.Length])]) { HasOtherIds = true }));
    }

    private static async Task<int> CountAsync()
    {
        await using var world = await PipelineWorld.CreateAsync();
        var counts = Counted();
        var statements = 0;
        var client = new DyingClient(world.Server, int.MaxValue, LastStatement.Lost) { Counts = s => counts(s) && statements++ >= 0 };
        Assert.Equal(PipelineOutcome.Promoted, (await world.ProcessOf(client).RunAsync(RequestOf(world))).Outcome);
        return statements;
    }

    /// <summary>A job's state is asked for as often as its training takes: only the first time counts.</summary>
    private static Func<SqlStatement, bool> Counted()
    {
        var isDescribed = false;
        return statement =>
        {
            if (!statement.Text.Contains("'DESCRIBE'", StringComparison.Ordinal))
                return true;
            var isFirst = !isDescribed;
            isDescribed = true;
            return isFirst;
        };
    }

    private static FineTunePipelineRequest RequestOf(PipelineWorld world) => world.Request(Better) with
    {
        // Of the machine's time, while the trainer works; the server's passes with the statements.
        Poll = new() { InitialInterval = JobPollPolicy.ShortestInterval, MaxInterval = JobPollPolicy.ShortestInterval },
    };

    private static async Task TravelAsync(IEnumerable<Journey> journeys)
    {
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(journeys, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount }, async (journey, _) =>
        {
            await using var world = await PipelineWorld.CreateAsync(journey.Variant);
            if (await WrongAsync(world, journey) is { } what)
                wrong.Add($"{journey}: {what}");
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }

    /// <summary>Runs the pipeline to its end, and says what is wrong then; null when nothing is.</summary>
    private static async Task<string?> WrongAsync(PipelineWorld world, Journey journey)
    {
        var random = new Random(journey.Seed);
        var request = RequestOf(world);
        var asked = world.Controls.OnCompletion().Proceed();
        FineTunePipelineResult? result = null;
        DyingClient? former = null;
        var lives = 0;
        while (result is null)
        {
            var death = lives < journey.Deaths.Count ? journey.Deaths[lives] : new(int.MaxValue, LastStatement.Lost);
            var client = new DyingClient(new Passage(world.Server, world.Time, former, random.Next(Passage.Latest)), death.Statement, death.Fate)
            {
                Counts = Counted(),
            };
            lives++;
            if (journey.HasOtherIds)
                request = request with { Id = Guid.NewGuid() };
            try
            {
                result = await world.ProcessOf(client).RunAsync(request);
            }
            catch (DyingClient.ProcessDiedException)
            {
            }
            catch (AmbiguousJobException e)
            {
                return await WrongAsync(world, journey, e);
            }
            catch (CortexException e)
            {
                return $"life {lives}: {e}";
            }

            if (former is not null)
                await Passage.ArriveAsync(former);
            former = client;
        }

        await Passage.ArriveAsync(former!);
        var promotions = await world.Promoter.GetHistoryAsync("support");
        var versions = await world.Ledger.ListAsync("support");
        var runs = await world.Store.ListAsync("support");
        return (result.Outcome, await world.JobsAsync(), promotions, versions, runs.Count) switch
        {
            (PipelineOutcome.Unchanged, _, _, _, _) when !journey.HasOtherIds => "nothing was done",
            (not (PipelineOutcome.Promoted or PipelineOutcome.Unchanged), _, _, _, _) => $"it came to {result.Outcome}",
            (_, not 1, _, _, _) => $"{await world.JobsAsync()} jobs",
            (_, _, not [{ Outcome: PromotionOutcome.Done }], _, _) => $"promotions {string.Join(", ", promotions)}",
            _ when versions.Count != 1 || versions[0].Number != 1 => $"{versions.Count} versions, the last one {versions[0].Number}",
            _ when versions[0].Status != ModelVersionStatus.Promoted || versions[0].FinalModel is null => $"the version is {versions[0]}",
            _ when (await world.Promoter.GetLiveAsync("support")).Model != versions[0].FinalModel => "another model is live",
            (_, _, _, _, not 2) => $"{runs.Count} evaluation runs",
            _ when (result.Comparison?.Cases ?? PipelineWorld.ValidationCases) != PipelineWorld.ValidationCases
                || runs.Any(r => r.Cases != PipelineWorld.ValidationCases) => $"{result.Comparison?.Cases} cases",
            // Each validation case once of each model, and the probe before the promotion, which a process may have to ask again.
            _ when asked.Fired - (2 * PipelineWorld.ValidationCases) is var probes && (probes < 1 || probes > lives) =>
                $"{asked.Fired} answers were asked for in {lives} lives",
            _ => null,
        };
    }

    private static async Task<string?> WrongAsync(PipelineWorld world, Journey journey, AmbiguousJobException ambiguous)
    {
        var jobs = await world.JobsAsync();
        var live = await Record.ExceptionAsync(() => world.Promoter.GetLiveAsync("support"));
        return !Silent.Contains(journey.Variant) ? $"this server shows whose job it is, yet {ambiguous.Message}"
            : jobs != 1 || ambiguous.Candidates.Count != 1 ? $"{jobs} jobs, {ambiguous.Candidates.Count} candidates"
            : live is not CortexException { Kind: var kind } || kind != CortexErrorKind.NotFound ? "something is live"
            : null;
    }

    private sealed record Journey(DescribeVariants Variant, int Seed, IReadOnlyList<Death> Deaths)
    {
        /// <summary>Whether each process asks under an id of its own.</summary>
        public bool HasOtherIds { get; init; }

        public override string ToString() => $"{Variant}, seed {Seed}, {string.Join(", ", Deaths)}";
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.FineTuning;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>What <see cref="ITrainingDataClient.SnapshotAsync"/> makes of rows.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private static readonly SqlIdentifier Name = SqlIdentifier.Parse("support");

    private readonly SdkFixture _sdk = new();

    [Fact]
    public async Task Snapshot_Pairs_AreKeptUnderTheirHash()
    {
        await FillAsync(Enumerable.Range(0, 200).Select(i => ($"question {i}", $"answer {i} 😀", "c")));
        var snapshot = await SnapshotAsync();

        Assert.Equal($"LOCAL.PUBLIC.SUPPORT_TRAIN_{snapshot.Hash}", snapshot.TrainTable.ToString());
        Assert.Equal($"LOCAL.PUBLIC.SUPPORT_VALID_{snapshot.Hash}", snapshot.ValidationTable!.ToString());
        var (train, valid) = (await ReadAsync(snapshot.TrainTable), await ReadAsync(snapshot.ValidationTable));
        Assert.Equal((snapshot.TrainRows, snapshot.ValidationRows), (train.Count, valid.Count));
        Assert.Equal(200, train.Concat(valid).Distinct().Count());
        // The same digests as in the warehouse.
        Assert.Equal((TrainingFingerprint.Compute(train), TrainingFingerprint.Compute(valid)), (snapshot.TrainSha256, snapshot.ValidationSha256));
        Assert.Equal(
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{snapshot.TrainSha256}:{snapshot.ValidationSha256}")))[..16], snapshot.Hash);
        Assert.Equal(0, await CountAsync("SHOW TABLES LIKE 'SUPPORT_STAGE%'"));
    }

    [Fact]
    public async Task Snapshot_SamePairsAgain_FindsTheTables()
    {
        await FillAsync(Enumerable.Range(0, 50).Select(i => ($"question {i}", "a", "c")));
        var first = await SnapshotAsync();
        var second = await SnapshotAsync();
        Assert.False(first.IsReused);
        Assert.True(second.IsReused);
        Assert.Equal(first with { IsReused = true }, second);
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM cortexsharp_snapshots", scalar: true));

        await _sdk.RunAsync(SqlStatement.Create($"UPDATE raw SET completion = 'b' WHERE id = 3"));
        Assert.NotEqual(first.Hash, (await SnapshotAsync()).Hash);
    }

    [Fact]
    public async Task Snapshot_ManyAtOnce_MakeOne()
    {
        await FillAsync(Enumerable.Range(0, 50).Select(i => ($"question {i}", "a", "c")));
        var snapshots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SnapshotAsync())));
        Assert.Single(snapshots.Select(s => s.TrainTable).Distinct());
        Assert.InRange(snapshots.Count(s => !s.IsReused), 1, 2); // one makes the training table, perhaps another the validation table
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM cortexsharp_snapshots", scalar: true));
        Assert.Equal(0, await CountAsync("SHOW TABLES LIKE 'SUPPORT_STAGE%'"));
    }

    [Fact]
    public async Task Snapshot_TableOfItsNameWithOtherPairs_IsNotTrusted()
    {
        await FillAsync(Enumerable.Range(0, 50).Select(i => ($"question {i}", "a", "c")));
        var snapshot = await SnapshotAsync();
        await _sdk.RunAsync(SqlStatement.Create($"UPDATE {snapshot.TrainTable} SET completion = 'tampered'"));
        var error = await Assert.ThrowsAsync<CortexException>(() => SnapshotAsync());
        Assert.Equal(CortexErrorKind.AlreadyExists, error.Kind);
        Assert.Contains("holds other pairs than its name says", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_Lineage_TellsWhereItIsFrom()
    {
        await FillAsync(Enumerable.Range(0, 50).Select(i => ($"question {i}", "a", "c")));
        var snapshot = await SnapshotAsync(r => r with { Seed = "7", Source = SqlStatement.Create($"SELECT * FROM raw WHERE id < {40}") });
        await foreach (var row in _sdk.Executor.QueryAsync(SqlStatement.Create($"SELECT * FROM cortexsharp_snapshots")))
        {
            Assert.Equal(
                ("SUPPORT", snapshot.Hash, snapshot.TrainRows, snapshot.TrainSha256),
                (row.Get<string>("NAME"), row.Get<string>("HASH"), row.Get<long>("TRAIN_ROWS"), row.Get<string>("TRAIN_SHA256")));
            Assert.Equal("SELECT * FROM raw WHERE id <  40 ", row.Get<string>("SOURCE"));
            Assert.Equal(
                (snapshot.TrainTable.ToSql(), snapshot.ValidationTable!.ToSql()),
                (row.Get<string>("TRAIN_TABLE"), row.Get<string>("VALIDATION_TABLE")));
            Assert.Equal(
                (snapshot.ValidationRows, snapshot.ValidationSha256), (row.Get<long>("VALIDATION_ROWS"), row.Get<string>("VALIDATION_SHA256")));
            Assert.Equal(await _sdk.Executor.QueryScalarAsync<string>(SqlStatement.Create($"SELECT CURRENT_ROLE()")), row.Get<string>("READERS"));
            Assert.InRange(row.Get<DateTimeOffset>("CREATED_AT"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
            Assert.Equal("7", JsonElement.Parse(row.Get<string>("OPTIONS")).GetProperty("seed").GetString());
            Assert.True(Guid.TryParse(row.Get<string>("QUERY_ID"), out _));
            Assert.False(row.IsNull("TRAIN_HASH_AGG"));
        }
    }

    [Fact]
    public async Task Snapshot_Pairs_CanBeTrainedOn()
    {
        await FillAsync(
            Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? ($"my parcel {i} is late", "delivery", "c") : ($"money back for {i}", "refund", "c")));
        var snapshot = await SnapshotAsync();
        var job = await _sdk.FineTune.CreateAsync(
            new(SqlIdentifier.Parse("tuned"), "llama3.1-8b", snapshot.TrainingQuery) { ValidationQuery = snapshot.ValidationQuery });
        Assert.Equal(FineTuningStatus.Success, (await _sdk.FineTune.WaitUntilFinishedAsync(job, SdkFixture.Poll)).Status);
    }

    [Fact]
    public async Task Split_Groups_StayTogether()
    {
        await FillAsync(Enumerable.Range(0, 600).Select(i => ($"question {i}", "a", $"customer {i % 60}")));
        var snapshot = await SnapshotAsync(r => r with { GroupColumn = "customer", ValidationShare = 0.3 });
        Assert.Equal(0, await CountAsync($"""
            SELECT COUNT(*) FROM (SELECT r.customer FROM raw r JOIN {snapshot.TrainTable} t ON t.key = r.id INTERSECT SELECT r.customer FROM raw r JOIN {snapshot.ValidationTable} t ON t.key = r.id)
            """, scalar: true));
        Assert.InRange(snapshot.ValidationRows, 100, 260);
        Assert.Equal(600, snapshot.TrainRows + snapshot.ValidationRows);
    }

    [Fact]
    public async Task Split_ByKey_CanBeComputedElsewhere()
    {
        await FillAsync(Enumerable.Range(1, 300).Select(i => ($"question {i}", "a", "c")));
        var snapshot = await SnapshotAsync(r => r with { ValidationShare = 0.25, Seed = "s" });
        var expected = Enumerable.Range(1, 300).Where(i =>
            Convert.ToUInt32(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"s|split|{i}")))[..8], 16) % 10_000 < 2_500)
            .Select(i => $"question {i}");
        Assert.Equal(
            expected.Order(StringComparer.Ordinal), (await ReadAsync(snapshot.ValidationTable!)).Select(p => p.Prompt).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Split_Stratified_HasTheShareOfEachLabel()
    {
        await FillAsync(Enumerable.Range(0, 500).Select(i => ($"question {i}", i % 5 == 0 ? "rare" : "common", "c")));
        var valid = await ReadAsync((await SnapshotAsync(r => r with { Stratify = true, ValidationShare = 0.2 })).ValidationTable!);
        Assert.Equal((20, 80), (valid.Count(p => p.Completion == "rare"), valid.Count(p => p.Completion == "common")));
    }

    /// <summary>Groups of four, each mostly of one label; each label has its share of rows as far as whole groups allow.</summary>
    [Fact]
    public async Task Split_StratifiedByGroup_KeepsGroupsAndShares()
    {
        await FillAsync(
            Enumerable.Range(0, 800).Select(i => ($"question {i}", i / 4 % 5 == 0 ? i % 4 == 3 ? "common" : "rare" : "common", $"customer {i / 4}")));
        var snapshot = await SnapshotAsync(r => r with { GroupColumn = "customer", Stratify = true, ValidationShare = 0.25 });
        var (train, valid) = (await ReadAsync(snapshot.TrainTable), await ReadAsync(snapshot.ValidationTable!));
        Assert.Empty(train.Select(GroupOf).Intersect(valid.Select(GroupOf)));
        // 40 groups of the rare label have 3 rare rows each, 160 have 4 common ones.
        Assert.Equal((30, 10 + 160), (valid.Count(p => p.Completion == "rare"), valid.Count(p => p.Completion == "common")));

        static int GroupOf(TrainingPair pair) => int.Parse(pair.Prompt.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) / 4;
    }

    [Fact]
    public async Task Split_RowsWithoutAGroup_GoByThemselves()
    {
        await FillAsync(Enumerable.Range(0, 400).Select(i => ($"question {i}", "a", i % 2 == 0 ? null! : $"customer {i % 20}")));
        var snapshot = await SnapshotAsync(r => r with { GroupColumn = "customer", ValidationShare = 0.3 });
        var alone = (await ReadAsync(snapshot.ValidationTable!)).Count(p =>
            int.Parse(p.Prompt.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0);
        Assert.InRange(alone, 40, 80);
    }

    [Fact]
    public async Task Split_NoShare_MakesNoValidationTable()
    {
        await FillAsync(Enumerable.Range(0, 20).Select(i => ($"question {i}", "a", "c")));
        var snapshot = await SnapshotAsync(r => r with { ValidationShare = 0 });
        Assert.Equal((null, null, 0L, 20L), (snapshot.ValidationTable, snapshot.ValidationQuery, snapshot.ValidationRows, snapshot.TrainRows));
    }

    [Theory]
    [InlineData(BalanceMode.Downsample, 1, 20, 20, 20)]
    [InlineData(BalanceMode.Downsample, 1.5, 20, 30, 30)]
    [InlineData(BalanceMode.Upsample, 1, 90, 90, 90)]
    [InlineData(BalanceMode.Upsample, 2, 45, 45, 90)]
    public async Task Balance_Labels_ComeToTheRatio(BalanceMode mode, double ratio, int a, int b, int c)
    {
        await FillAsync(Enumerable.Range(0, 150).Select(i => ($"question {i}", i < 20 ? "a" : i < 60 ? "b" : "c", "c")));
        var pairs = await ReadAsync((await SnapshotAsync(r => r with { ValidationShare = 0, Balance = new(mode) { MaxRatio = ratio } })).TrainTable);
        Assert.Equal(
            (a, b, c), (pairs.Count(p => p.Completion == "a"), pairs.Count(p => p.Completion == "b"), pairs.Count(p => p.Completion == "c")));
        Assert.Equal(mode == BalanceMode.Upsample, pairs.Count > pairs.Distinct().Count());
    }

    /// <summary>Which pairs are left out or repeated follows from keys and seed, not from the order of the rows.</summary>
    [Theory]
    [InlineData(BalanceMode.Downsample)]
    [InlineData(BalanceMode.Upsample)]
    public async Task Balance_SameRowsInAnotherOrder_GivesTheSamePairs(BalanceMode mode)
    {
        await FillAsync(Enumerable.Range(0, 150).Select(i => ($"question {i}", i < 20 ? "a" : i < 63 ? "b" : "c", "c")));
        var first = await SnapshotAsync(r => r with { Balance = new(mode) });
        var second =
            await SnapshotAsync(r => r with { Balance = new(mode), Source = SqlStatement.Create($"SELECT * FROM raw ORDER BY completion, id DESC") });
        Assert.Equal(first with { IsReused = true }, second);
        Assert.NotEqual(first.TrainSha256, (await SnapshotAsync(r => r with { Balance = new(mode), Seed = "other" })).TrainSha256);
    }

    [Fact]
    public async Task Clean_EveryPolicy_DoesWhatItSays()
    {
        await FillAsync(
        [
            ("one", "x", "c"), ("One ", " X", "c"), ("one", "x", "c"), ("two", "a", "c"), ("two", "b", "c"), ("  ", "x", "c"), (null!, "x", "c"),
            (new string('l', 50), "x", "c"),
        ]);
        var limits = new BaseModels.TunableBaseModel("small", MaxPromptTokens: 10, MaxCompletionTokens: 10, MaxRowsForOneEpoch: 100);
        async Task<string> PromptsAsync(Func<TrainingDataRequest, TrainingDataRequest> change)
        {
            var snapshot = await SnapshotAsync(r => change(r with { ValidationShare = 0, BaseModel = limits }));
            return string.Join(
                ", ", (await ReadAsync(snapshot.TrainTable)).Select(p => $"{p.Prompt.Trim()}={p.Completion.Trim()}").Order(StringComparer.Ordinal));
        }

        Assert.Equal("one=x, two=a, two=b", await PromptsAsync(r => r));
        Assert.Equal("One=X, one=x, two=a, two=b", await PromptsAsync(r => r with { Duplicates = DuplicatePolicy.Exact }));
        Assert.Equal("One=X, one=x, one=x, two=a, two=b", await PromptsAsync(r => r with { Duplicates = DuplicatePolicy.Keep }));
        Assert.Equal("one=x", await PromptsAsync(r => r with { Conflicts = ConflictPolicy.Drop }));
        Assert.Equal($"{new string('l', 40)}=x, one=x, two=a, two=b", await PromptsAsync(r => r with { Overlong = OverlongPolicy.Shorten }));
        Assert.Equal($"{new string('l', 50)}=x, one=x, two=a, two=b", await PromptsAsync(r => r with { Overlong = OverlongPolicy.Keep }));
    }

    /// <summary>Twelve characters of Chinese are some twelve tokens: the server counts them, four characters a token would let them pass.</summary>
    [Theory]
    [InlineData(OverlongPolicy.Drop, TokenCounting.Auto, "one")]
    [InlineData(OverlongPolicy.Drop, TokenCounting.Estimate, "one, 漢漢漢漢漢漢漢漢漢漢漢漢")]
    [InlineData(OverlongPolicy.Shorten, TokenCounting.Auto, "one, 漢漢漢漢漢漢漢漢漢")]
    [InlineData(OverlongPolicy.Shorten, TokenCounting.Estimate, "one, 漢漢漢漢漢漢漢漢漢漢漢漢")]
    public async Task Clean_Overlong_GoesByTheTokensCounted(OverlongPolicy policy, TokenCounting counting, string expected)
    {
        await FillAsync([("one", "x", "c"), (new string('漢', 12), "x", "c")]);
        var limits = new BaseModels.TunableBaseModel("llama3.1-8b", MaxPromptTokens: 10, MaxCompletionTokens: 10, MaxRowsForOneEpoch: 100);
        var snapshot = await SnapshotAsync(r => r with { ValidationShare = 0, BaseModel = limits, Overlong = policy, TokenCounting = counting });
        Assert.Equal(expected, string.Join(", ", (await ReadAsync(snapshot.TrainTable)).Select(p => p.Prompt).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Template_Columns_MakeThePrompt()
    {
        await FillAsync([("it's late", "x", "Ann"), ("{odd}", "y", "Bob"), ("no name", "z", null!)]);
        var snapshot = await SnapshotAsync(r => r with { PromptTemplate = "{{\\}} {customer} says '{prompt}'", ValidationShare = 0 });
        Assert.Equal(
            ["{\\} Ann says 'it's late'", "{\\} Bob says '{odd}'"],
            (await ReadAsync(snapshot.TrainTable)).Select(p => p.Prompt).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a {b", "opens a brace that is not closed at position 3")]
    [InlineData("a } b", "closes a brace that is not open at position 3")]
    public async Task Template_Broken_SaysWhere(string template, string expected)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SnapshotAsync(r => r with { PromptTemplate = template }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_WrongRows_FailWithNothingLeftBehind()
    {
        await FillAsync([("one", "x", "c"), ("two", "x", "c")]);
        var keys = await Assert.ThrowsAsync<CortexException>(() => SnapshotAsync(r => r with { KeyColumn = "completion" }));
        Assert.Contains("has 0 NULLs and 1 repeats in 2 rows", keys.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<CortexException>(() =>
            SnapshotAsync(r => r with { Source = SqlStatement.Create($"SELECT * FROM raw WHERE id > {5}") }));
        Assert.Contains("No training pair is left", none.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SnapshotAsync(r => r with { ValidationShare = 1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            SnapshotAsync(r => r with { Balance = new(BalanceMode.Upsample) { MaxRatio = 0.5 } }));
        Assert.Equal(1, await CountAsync("SHOW TABLES"));
    }

    [Fact]
    public async Task Fingerprint_ManyPairs_IsThatOfTheBuckets()
    {
        // A row more than is digested at once.
        var pairs = Enumerable.Range(0, TrainingFingerprint.MostPairsAtOnce + 1).Select(i => new TrainingPair($"p{i}", "c")).ToList();
        var statement = TrainingFingerprint.ToSql(SqlStatement.Create(
            $"SELECT 'p' || f.value AS P, 'c' AS C FROM TABLE(FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, {pairs.Count}))) f"), pairs.Count);
        await foreach (var row in _sdk.Executor.QueryAsync(statement))
            Assert.Equal((pairs.Count, TrainingFingerprint.Compute(pairs)), (row.Get<int>("N"), row.Get<string>("SHA256")));
    }

    [Fact]
    public async Task Load_Pairs_ComeBack()
    {
        var pairs = Enumerable.Range(0, 5_000).Select(i => new TrainingPair($"p{i} 'quoted' \\ 😀", new string('c', i % 2_000))).ToList();
        Assert.Equal(5_000, await _sdk.TrainingData.LoadAsync(SqlIdentifier.Parse("loaded"), pairs.ToAsyncEnumerable()));
        Assert.Equal(
            pairs,
            (await ReadAsync(SqlIdentifier.Parse("loaded"))).OrderBy(p =>
                int.Parse(p.Prompt[1..p.Prompt.IndexOf(' ')], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(5_000, await CountAsync("SELECT COUNT(DISTINCT id) FROM loaded WHERE id BETWEEN 1 AND 5000", scalar: true));
        var error =
            await Assert.ThrowsAsync<CortexException>(() => _sdk.TrainingData.LoadAsync(SqlIdentifier.Parse("loaded"), pairs.ToAsyncEnumerable()));
        Assert.Equal(CortexErrorKind.AlreadyExists, error.Kind);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sdk.DisposeAsync();

    private Task<TrainingSnapshot> SnapshotAsync(Func<TrainingDataRequest, TrainingDataRequest>? change = null)
    {
        var request = new TrainingDataRequest(SqlIdentifier.Parse("raw"), "id");
        return _sdk.TrainingData.SnapshotAsync(change is null ? request : change(request), Name);
    }

    private async Task<List<TrainingPair>> ReadAsync(SqlIdentifier table) => await _sdk.TrainingData.ReadAsync(table).ToListAsync();

    private async Task<long> CountAsync(string sql, bool scalar = false)
    {
        var statement = SqlStatement.Create($"{SqlText.Trusted(sql)}");
        return scalar ? await _sdk.Executor.QueryScalarAsync<long>(statement) : await _sdk.Executor.QueryAsync(statement).CountAsync();
    }

    private async Task FillAsync(IEnumerable<(string Prompt, string Completion, string Customer)> rows)
    {
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE raw (id NUMBER, prompt VARCHAR, completion VARCHAR, customer VARCHAR)"));
        var json = JsonSerializer.Serialize(rows.Select((r, i) => new object[] { i + 1, r.Prompt, r.Completion, r.Customer }));
        await _sdk.RunAsync(SqlStatement.Create(
            $"INSERT INTO raw SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::VARCHAR, f.value[3]::VARCHAR FROM TABLE(FLATTEN(INPUT => "
            + $"PARSE_JSON({json}))) f"));
    }
}

using CortexSharp.Local.Cortex;
using CortexSharp.Local.Cortex.Registry;
using CortexSharp.Local.Models;
using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class ModelRegistryTests : IDisposable
{
    private const string Prompt = "Ticket 8: I want my money back for order 3";

    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task List_Models_InSnowflakesOrder()
    {
        await using var cortex = new CortexHarness();
        foreach (var name in (string[])["b.x", "a", "z.a.b", "\"a\"", "b.a"])
            await cortex.TuneAsync(name);

        var models = cortex.Models.List();

        Assert.Equal(["DB.B.A", "DB.B.X", "DB.SCH.A", "DB.SCH.a", "Z.A.B"], models.Select(m => $"{m.Database}.{m.Schema}.{m.Name}"));
        Assert.Equal(new RegisteredModel(cortex.Time.GetUtcNow(), "A", "CORTEX_FINETUNED", "DB", "B", "ACCOUNTADMIN", ""), models[0]);
    }

    [Fact]
    public async Task Drop_Model_AnswersNoMore()
    {
        await using var cortex = new CortexHarness();
        await cortex.TuneAsync();
        Assert.Equal("refund", await cortex.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt)));

        Assert.True(cortex.Models.Drop(new("DB", "SCH", "TUNED")));

        Assert.Null(await cortex.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt)));
        Assert.False(cortex.Models.Drop(new("DB", "SCH", "TUNED")));
        Assert.Empty(cortex.Models.List());
    }

    [Fact]
    public async Task Drop_InAnotherProcess_IsNoticed()
    {
        await using var first = new CortexHarness(path: _file.Path);
        await using var second = new CortexHarness(path: _file.Path);
        await first.TuneAsync();
        Assert.Equal("refund", await second.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt)));

        first.Models.Drop(new("DB", "SCH", "TUNED"));

        Assert.Null(await second.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt)));
    }

    [Fact]
    public async Task Model_AfterRestart_AnswersTheSame()
    {
        await using (var first = new CortexHarness(path: _file.Path))
            await first.TuneAsync();

        await using var second = new CortexHarness(path: _file.Path);
        Assert.Equal("refund", await second.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt)));
    }

    [Fact]
    public async Task Open_FileOfANewerVersion_IsRefused()
    {
        await using (var first = new CortexHarness(path: _file.Path))
            first.Models.List();
        await ExecuteAsync("UPDATE \"_cortexsharp_cortex_version\" SET version = 99");

        await using var second = new CortexHarness(path: _file.Path);
        var error = Assert.Throws<InvalidOperationException>(() => second.Models.List());

        Assert.Contains("was written by a newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_DamagedInTheFile_IsRowError()
    {
        await using (var first = new CortexHarness(path: _file.Path))
            await first.TuneAsync();
        await ExecuteAsync("UPDATE \"_cortexsharp_models\" SET content = x'00'");

        await using var second = new CortexHarness(path: _file.Path);
        var result = (string?)await second.CompleteAsync(Arg.Text("tuned"), Arg.Text(Prompt), Arg.Null, Arg.Null, Arg.Null, Arg.True);

        Assert.StartsWith("""{"value":null,"error":"internal error: """, result, StringComparison.Ordinal);
    }

    [Fact]
    public void Cache_ManyAsk_LoadsOnce()
    {
        var cache = new ModelCache();
        var loads = 0;

        Parallel.For(0, 100, _ => cache.GetOrLoad(1, Load));

        Assert.Equal(1, loads);

        ILanguageModel? Load(long id)
        {
            Interlocked.Increment(ref loads);
            return new BaseModel();
        }
    }

    [Fact]
    public void Cache_Full_ForgetsTheOneUsedLeast()
    {
        var cache = new ModelCache();
        var loaded = new List<long>();
        for (var id = 1; id <= ModelCache.Capacity; id++)
            cache.GetOrLoad(id, Load);
        cache.GetOrLoad(1, Load);
        cache.GetOrLoad(100, Load);
        loaded.Clear();

        cache.GetOrLoad(1, Load);
        cache.GetOrLoad(2, Load);

        Assert.Equal([2], loaded);

        ILanguageModel? Load(long id)
        {
            loaded.Add(id);
            return new BaseModel();
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = new LocalDatabase(_file.Path, _ => { });
        var connection = database.Rent();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        database.Return(connection);
    }
}

using System.Net;
using System.Text.Json;
using CortexSharp.Local.Server.Faults;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.Faults;

public class FaultTests : ServerTest
{
    private readonly FaultSwitches _faults = new();

    private protected override LocalCortexServerOptions Options => new() { Faults = _faults };

    [Theory]
    [InlineData(FaultKind.Throttle, 429, "390505")]
    [InlineData(FaultKind.ExpireToken, 401, "390318")]
    [InlineData(FaultKind.Pending, 202, "333334")]
    public async Task Request_WithAStatusFault_IsAnsweredSo(FaultKind kind, int status, string code)
    {
        _faults.Next(kind);

        var answer = await RunAsync("SELECT 1");

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.Equal(code, answer.Code);
        Assert.Equal(HttpStatusCode.OK, (await RunAsync("SELECT 1")).Status);
    }

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    [InlineData(FaultKind.FailMidStream, 1)]
    public async Task Request_Dropped_BreaksTheConnectionBeforeOrAfterItRan(FaultKind kind, int rows)
    {
        await RunAsync("CREATE TABLE t (n INT)");
        _faults.Next(kind);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => RunAsync("INSERT INTO t VALUES (1)"));

        Assert.Equal($"""[["{rows}"]]""", (await RunAsync("SELECT COUNT(*) FROM t")).Data);
    }

    [Fact]
    public async Task Request_SentAgainAfterADrop_RunsOnce()
    {
        await RunAsync("CREATE TABLE t (n INT)");
        var id = Guid.NewGuid();
        _faults.Next(FaultKind.DropAfter);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => RunAsync("INSERT INTO t VALUES (1)", $"?requestId={id}"));

        var answer = await RunAsync("INSERT INTO t VALUES (1)", $"?requestId={id}&retry=true");

        Assert.Equal(1, answer.Body.GetProperty("stats").GetProperty("numRowsInserted").GetInt32());
        Assert.Equal("""[["1"]]""", (await RunAsync("SELECT COUNT(*) FROM t")).Data);
    }

    [Fact]
    public async Task Request_Garbled_IsNoJson()
    {
        _faults.Next(FaultKind.Garble);

        await Assert.ThrowsAnyAsync<JsonException>(() => RunAsync("SELECT 1"));
    }

    [Fact]
    public void Take_SameSeed_GivesTheSameFaultsAtTheirRate()
    {
        var rates = new Dictionary<FaultKind, double> { [FaultKind.Throttle] = 0.1, [FaultKind.DropAfter] = 0.2 };

        var first = Faults(new(7, rates));

        Assert.Equal(first, Faults(new(7, rates)));
        Assert.NotEqual(first, Faults(new(8, rates)));
        Assert.InRange(first.Count(f => f is FaultKind.Throttle), 850, 1150);
        Assert.InRange(first.Count(f => f is FaultKind.DropAfter), 1800, 2200);

        static List<FaultKind?> Faults(FaultSwitches switches) => [.. Enumerable.Range(0, 10_000).Select(_ => switches.Take())];
    }
}

using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.SqlApi;

public class PartitionTests : ServerTest
{
    private protected override LocalCortexServerOptions Options => new() { PartitionRows = 4 };

    [Fact]
    public async Task Get_EachPartition_GivesItsRowsInOrder()
    {
        var first = await RunAsync("SELECT seq4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 10)) ORDER BY 1");

        var partitions = first.Body.GetProperty("resultSetMetaData").GetProperty("partitionInfo");
        Assert.Equal([4, 4, 2], partitions.EnumerateArray().Select(p => p.GetProperty("rowCount").GetInt32()));
        Assert.Equal("""[["0"],["1"],["2"],["3"]]""", first.Data);
        Assert.Contains("rel=\"next\"", first.Headers["Link"], StringComparison.Ordinal);
        var second = await GetAsync($"/api/v2/statements/{first.Handle}?partition=1");
        Assert.Equal("""{"data":[["4"],["5"],["6"],["7"]]}""", second.Body.GetRawText());
        Assert.Equal("""[["8"],["9"]]""", (await GetAsync($"/api/v2/statements/{first.Handle}?partition=2")).Data);
        Assert.Equal("390142", (await GetAsync($"/api/v2/statements/{first.Handle}?partition=3")).Code);
    }
}

using System.Text;

namespace CortexSharp.Rest.Tests.Sql;

public class AllocationTests
{
    private const int Partitions = 20;
    private const int RowsOfPartition = 5_000;

    // Row and array of five values; three boxed numbers, the truth value being shared; a string of 20 characters.
    private const int BytesOfRow = 32 + 64 + 3 * 24 + 64;

    [Fact]
    public async Task Rows_Read_AllocateThemselvesAndNothingElse()
    {
        await ReadAsync();
        var bytes = await ReadAsync();
        // What is not the rows: requests, responses, decompression, a few kilobytes for each partition.
        Assert.InRange(bytes - (long)Partitions * RowsOfPartition * BytesOfRow, 0, Partitions * 40_000);
    }

    private static async Task<long> ReadAsync()
    {
        var data = new StringBuilder("[");
        for (var i = 0; i < RowsOfPartition; i++)
            data.Append(i == 0 ? "" : ",").Append("""["123456","twenty characters 20","1.5","true","1616173619.000000000"]""");
        data.Append(']');
        var partitions = string.Join(",", Enumerable.Repeat($$"""{"rowCount":{{RowsOfPartition}}}""", Partitions));
        const string columns = """
            [{"name":"A","type":"fixed","scale":0},{"name":"B","type":"text"},{"name":"C","type":"real"},{"name":"D","type":"boolean"},{"name":"E","type":"timestamp_ntz"}]
            """;
        var server = new ScriptedServer().Then(Replies.Result(columns, data.ToString(), partitions, Partitions * RowsOfPartition));
        for (var i = 1; i < Partitions; i++)
            server.Then(Replies.Gzipped($$"""{"data":{{data}}}"""));
        await using var result = await Executors.Create(server).ExecuteAsync(Executors.Select, Executors.Reading);

        // The server answers at once, so everything happens on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var thread = Environment.CurrentManagedThreadId;
        var count = 0;
        await foreach (var row in result.Rows)
            count++;
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((Partitions * RowsOfPartition, thread), (count, Environment.CurrentManagedThreadId));
        return bytes;
    }
}

using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Tests.Storage;

public class LocalDatabaseTests
{
    [Fact]
    public async Task DisposeAsync_InMemory_LeavesNoFile()
    {
        var database = new LocalDatabase(":memory:", _ => { });
        var (first, second) = (database.Rent(), database.Rent());
        database.Return(first);
        database.Return(second, reusable: false);
        Assert.True(File.Exists(database.FilePath));
        await database.DisposeAsync();
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(database.FilePath)!, Path.GetFileName(database.FilePath) + "*"));
        Assert.Throws<ObjectDisposedException>(() => database.Rent());
    }

    [Fact]
    public async Task Rent_Returned_IsPreparedOnce()
    {
        var prepared = 0;
        await using var database = new LocalDatabase(":memory:", _ => prepared++);
        for (var i = 0; i < 5; i++)
            database.Return(database.Rent());
        Assert.Equal(1, prepared);
    }
}

using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Tests.Cortex;

public sealed class CortexTablesTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Open_FileOfTheFirstVersion_IsBroughtUpToDate()
    {
        await using (var first = new CortexHarness(path: _file.Path))
            await first.TuneAsync();
        // As the first version left it: without roles, usage, parameters and tags.
        await ExecuteAsync("""
            ALTER TABLE "_cortexsharp_jobs" DROP COLUMN role;
            ALTER TABLE "_cortexsharp_jobs" DROP COLUMN credits;
            DROP TABLE "_cortexsharp_model_tags"; DROP TABLE "_cortexsharp_parameters"; DROP TABLE "_cortexsharp_usage";
            DROP TABLE "_cortexsharp_roles"; DROP TABLE "_cortexsharp_grants"; DROP TABLE "_cortexsharp_access_version";
            UPDATE "_cortexsharp_models" SET owner = 'LOCAL';
            UPDATE "_cortexsharp_cortex_version" SET version = 1;
            """);

        await using var second = new CortexHarness(path: _file.Path);

        Assert.Equal("ACCOUNTADMIN", Assert.Single(second.Models.List()).Owner);
        Assert.Equal("refund", await second.CompleteAsync(Arg.Text("tuned"), Arg.Text("Ticket 8: I want my money back for order 3")));
        await second.TuneAsync("another");
        Assert.Equal(["ANOTHER", "TUNED"], second.Models.List().Select(m => m.Name));
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

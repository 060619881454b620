using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>One database for all expressions of a class: they change nothing.</summary>
public sealed class FunctionFixture : IAsyncLifetime
{
    private readonly LocalCortex _local = new(new(), (database, _, options) => new(new FakeCortex(), new(database, options)));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _local.DisposeAsync();

    /// <summary>The first column of a query, as text.</summary>
    public async Task<List<string?>> ColumnAsync(string sql)
    {
        var values = new List<string?>();
        await foreach (var row in _local.QueryAsync(SqlStatement.Create($"{SqlText.Trusted(sql)}")))
            values.Add(row.GetOrDefault<string>(0));
        return values;
    }
}

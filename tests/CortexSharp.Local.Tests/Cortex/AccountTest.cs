using CortexSharp.Conformance;
using CortexSharp.Sql;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>A whole offline Cortex for a test, spoken to in SQL, with a clock of the test's.</summary>
public abstract class AccountTest : IAsyncLifetime
{
    protected AccountTest(LocalCortexOptions? options = null) => Local = new((options ?? new()) with { TimeProvider = Time });

    protected LocalCortex Local { get; }

    protected ManualTimeProvider Time { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Local.DisposeAsync();

    /// <summary>Runs a statement, as a role and with whatever else is asked for.</summary>
    protected Task<List<SqlRow>> RowsAsync(string text, SqlExecutionOptions? options = null) => RowsAsync(Local, text, options);

    protected Task<List<SqlRow>> RowsAsync(string text, string role) => RowsAsync(text, new SqlExecutionOptions { Role = role });

    protected static async Task<List<SqlRow>> RowsAsync(LocalCortex local, string text, SqlExecutionOptions? options = null)
    {
        await using var result = await local.ExecuteAsync(SqlStatement.Create($"{SqlText.Trusted(text)}"), options);
        return await result.Rows.ToListAsync();
    }

    /// <summary>The first cell of the first row, as text.</summary>
    protected async Task<string?> ValueAsync(string text, string? role = null) =>
        (await RowsAsync(text, new SqlExecutionOptions { Role = role }))[0].GetOrDefault<string>(0);

    protected Task<CortexException> FailAsync(string text, string? role = null) =>
        Assert.ThrowsAsync<CortexException>(() => RowsAsync(text, new SqlExecutionOptions { Role = role }));

    /// <summary>Trains a model on pairs of its own and waits for it.</summary>
    protected async Task TuneAsync(string model = "tuned", string? role = null)
    {
        await RowsAsync("CREATE TABLE IF NOT EXISTS pairs (prompt VARCHAR, completion VARCHAR)");
        await RowsAsync("INSERT INTO pairs SELECT 'my parcel ' || column1 || ' is late', 'delivery' FROM VALUES (1), (2), (3), (4), (5), (6)");
        await RowsAsync("INSERT INTO pairs SELECT 'money back for order ' || column1, 'refund' FROM VALUES (1), (2), (3), (4), (5), (6)");
        var id =
            await ValueAsync($"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', '{model}', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')", role);
        await FinishAsync(id!);
    }

    /// <summary>Waits, without sleeping, until a job has ended.</summary>
    /// <returns>Its status.</returns>
    protected async Task<string> FinishAsync(string id)
    {
        while (true)
        {
            var status = await ValueAsync($"SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{id}')):status::STRING");
            if (status is not ("PENDING" or "IN_PROGRESS"))
                return status!;
            await Task.Yield();
        }
    }
}

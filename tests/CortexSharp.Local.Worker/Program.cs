using System.Globalization;
using CortexSharp.Local;
using CortexSharp.Local.Testing;
using CortexSharp.Local.Worker;
using CortexSharp.Sql;

// deep: runs statements of unreasonable depth.
if (args is ["deep"])
{
    await DeepStatements.RunAsync();
    return;
}

// <file> <time of its clock> [<crash point> <how often it is passed before>]: begins a job of training unless there is one, then writes
// pairs of rows without end, and tells each that is committed.
var start = DateTimeOffset.Parse(args[1], CultureInfo.InvariantCulture);
var controls = new TestControls();
if (args is [_, _, var point, var skip])
    controls.CrashAt(Enum.Parse<CrashPoint>(point), int.Parse(skip, CultureInfo.InvariantCulture), killProcess: true);

// No job ends here: it is under way whenever the process is killed.
await using var cortex =
    new LocalCortex(new() { Path = args[0], TimeProvider = new StartedClock(start), Controls = controls, MinimumEpochTime = TimeSpan.FromHours(1) });
await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE TABLE IF NOT EXISTS written (process VARCHAR, n INT, part INT, answer VARCHAR)"));
await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"""
    CREATE TABLE IF NOT EXISTS pairs AS
    WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 2000)
    SELECT IFF(i % 2 = 0, 'money back for ', 'late parcel ') || i AS prompt, IFF(i % 2 = 0, 'refund', 'delivery') AS completion FROM r
    """));
if (await cortex.QueryScalarAsync<string>(SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')")) is "[]")
{
    await cortex.QueryScalarAsync<string>(
        SqlStatement.Create($"SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'tuned', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')"));
}

for (var n = 0; ; n++)
{
    await cortex.ExecuteNonQueryAsync(SqlStatement.Create(
        $"INSERT INTO written SELECT {args[1]}, {n}, column1, AI_COMPLETE('llama3.1-8b', 'Is this written?') FROM (VALUES (0), (1))"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"written {n}"));
}

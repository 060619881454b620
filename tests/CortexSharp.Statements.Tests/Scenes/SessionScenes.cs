using CortexSharp.SnowflakeDriver;
using CortexSharp.SnowflakeDriver.Tests.Fakes;
using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;

namespace CortexSharp.Statements.Tests.Scenes;

/// <summary>What is sent on a driver's connection besides the statements that it is opened for.</summary>
internal static class SessionScenes
{
    public static async Task RecordAsync(StatementRecording recording)
    {
        await using var driver = new FakeSnowflake { ResultFormat = "ARROW" };
        recording.Begin("Sessions of Snowflake's driver");
        await SnowflakeExecutor.Create(driver.Options()).QueryScalarAsync<long>(SqlStatement.Create($"SELECT 1"));
        foreach (var text in driver.Sent.Where(text => text != "SELECT 1"))
            recording.Add(SqlStatement.Create($"{SqlText.Trusted(text)}"), null);
    }
}

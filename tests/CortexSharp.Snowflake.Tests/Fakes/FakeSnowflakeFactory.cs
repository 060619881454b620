using System.Data.Common;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

internal sealed class FakeSnowflakeFactory(FakeSnowflake driver) : DbProviderFactory
{
    public override DbConnection CreateConnection() => new FakeSnowflakeConnection(driver);
}

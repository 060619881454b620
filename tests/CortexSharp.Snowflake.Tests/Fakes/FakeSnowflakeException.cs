using System.Data.Common;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>It hides <see cref="DbException.SqlState"/>, which stays null, and is never transient.</summary>
internal sealed class FakeSnowflakeException(int code, string? state, string text, string? queryId = null, Exception? inner = null)
    : DbException($"Error: {text} SqlState: {state}, VendorCode: {code}, QueryId: {queryId}", inner)
{
    public override int ErrorCode => code;

    public new string? SqlState => state;

    public string? QueryId => queryId;
}

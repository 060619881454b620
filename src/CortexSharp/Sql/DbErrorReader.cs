using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CortexSharp.Sql;

/// <summary>
/// Reads what every <see cref="DbException"/> has: error code, SQLSTATE, message; and the end of the message where Snowflake's driver writes SQLSTATE
/// and query id. It needs no reflection.
/// </summary>
public sealed partial class DbErrorReader : IDbErrorReader
{
    /// <summary>The one instance that is needed.</summary>
    public static DbErrorReader Instance { get; } = new();

    /// <inheritdoc/>
    public SnowflakeError Read(DbException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // The driver hides the base's SqlState, which stays null, and says it in the message.
        if (DriverMessage().Match(exception.Message) is { Success: true } match)
        {
            return new(
                int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture), Given(match.Groups["state"].Value), match.Groups["text"].Value,
                Given(match.Groups["query"].Value));
        }

        // A provider that sets no code leaves the HRESULT of its base class there, which is negative.
        return new(exception.ErrorCode > 0 ? exception.ErrorCode : null, exception.SqlState, exception.Message);

        static string? Given(string value) => value.Length > 0 ? value : null;
    }

    [GeneratedRegex(
        @"^(?:Error: )?(?<text>.*) SqlState: (?<state>\w*), VendorCode: (?<code>\d{1,9}), QueryId: (?<query>[\w-]*)\s*\z", RegexOptions.Singleline)]
    private static partial Regex DriverMessage();
}

using System.Collections;
using System.Data.Common;
using System.Globalization;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>Gives values as the driver does in each of its two result formats.</summary>
internal sealed class FakeSnowflakeReader(SqlResult result, string format) : DbDataReader
{
    private readonly IAsyncEnumerator<SqlRow> _rows = result.Rows.GetAsyncEnumerator();

    public override int FieldCount => result.Columns.Count;

    public override int RecordsAffected => (int)(result.AffectedRows ?? -1);

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public string GetQueryId() => result.QueryId ?? "01b0-fake";

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _rows.MoveNextAsync().AsTask();
    }

    public override string GetName(int ordinal) => result.Columns[ordinal].Name;

    /// <summary>Exact case only, and -1 instead of an error.</summary>
    public override int GetOrdinal(string name) => result.Columns.ToList().FindIndex(column => column.Name == name);

    public override string GetDataTypeName(int ordinal) => result.Columns[ordinal].TypeName ?? "TEXT";

    public override object GetValue(int ordinal) => (_rows.Current[ordinal], GetDataTypeName(ordinal)) switch
    {
        (null, _) => DBNull.Value,
        (TimeSpan time, _) => DateTime.UnixEpoch.Date + time,
        (DateTimeOffset time, "TIMESTAMP_TZ") when format == "JSON" => time.ToOffset(TimeSpan.FromHours(time.Offset.Hours)),
        // Six digits, and the separators of the culture.
        (string vector, "VECTOR") when format == "ARROW" =>
            $"[{string.Join(',', vector.Trim('[', ']').Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture).ToString("N6", CultureInfo.InvariantCulture)))}]",
        (long whole, "FIXED") when format == "ARROW" => (decimal)whole,
        (var value, _) => value!,
    };

    public override bool IsDBNull(int ordinal) => _rows.Current[ordinal] is null;

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await result.DisposeAsync();
        await base.DisposeAsync();
    }

    public override bool Read() => throw new NotSupportedException();

    public override bool NextResult() => false;

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override bool GetBoolean(int ordinal) => throw new NotSupportedException();

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override double GetDouble(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override int GetInt32(int ordinal) => throw new NotSupportedException();

    public override long GetInt64(int ordinal) => throw new NotSupportedException();

    public override string GetString(int ordinal) => throw new NotSupportedException();
}

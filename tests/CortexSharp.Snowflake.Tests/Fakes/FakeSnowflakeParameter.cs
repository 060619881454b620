using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CortexSharp.Sql;

namespace CortexSharp.SnowflakeDriver.Tests.Fakes;

/// <summary>The type "unset" is <see cref="DbType.AnsiString"/>; then the value's CLR type decides.</summary>
internal sealed class FakeSnowflakeParameter : DbParameter
{
    public override DbType DbType { get; set; }

    public override ParameterDirection Direction { get; set; } = ParameterDirection.Input;

    public override bool IsNullable { get; set; }

    [AllowNull]
    public override string ParameterName { get; set; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    public override void ResetDbType() => DbType = default;

    /// <summary>What the server gets.</summary>
    public SqlBind ToBind()
    {
        if (DbType is DbType.Object or DbType.Xml or DbType.Currency)
            throw new FakeSnowflakeException(270053, null, $"Unsupported type {DbType}");
        if (Value is null or DBNull)
            return Null();
        if (Value is TimeSpan)
            throw new FakeSnowflakeException(270003, null, "Time wants a DateTime");
        if (DbType == DbType.AnsiString
            && Value is not (string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or decimal or float or double
                or DateTime or DateTimeOffset or Guid or byte[]))
        {
            throw new KeyNotFoundException($"The given key '{Value.GetType()}' was not present in the dictionary.");
        }

        return Value switch
        {
            DateTime day when DbType == DbType.Date => SqlBind.Of<DateOnly?>(DateOnly.FromDateTime(day)),
            string v => SqlBind.Of(v),
            bool v => SqlBind.Of<bool?>(v),
            decimal v => SqlBind.Of<decimal?>(v),
            ulong v => SqlBind.Of<decimal?>(v),
            float v => SqlBind.Of<double?>(v),
            double v => SqlBind.Of<double?>(v),
            // The clock's reading is sent; what kind of time it is, is not.
            DateTime v => SqlBind.Of<DateTime?>(DateTime.SpecifyKind(v, DateTimeKind.Unspecified)),
            DateTimeOffset v => SqlBind.Of<DateTimeOffset?>(v),
            Guid v => SqlBind.Of(v.ToString()),
            byte[] v => SqlBind.Of(v),
            var v => SqlBind.Of<long?>(Convert.ToInt64(v, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private SqlBind Null() => DbType switch
    {
        DbType.Boolean => SqlBind.Of<bool?>(null),
        DbType.Single or DbType.Double => SqlBind.Of<double?>(null),
        DbType.DateTime => SqlBind.Of<DateTime?>(null),
        DbType.DateTimeOffset => SqlBind.Of<DateTimeOffset?>(null),
        DbType.Date => SqlBind.Of<DateOnly?>(null),
        DbType.Binary => SqlBind.Of<byte[]>(null),
        DbType.String or DbType.Guid or DbType.AnsiString => SqlBind.Of<string>(null),
        _ => SqlBind.Of<long?>(null),
    };
}

using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

public class BindWriterTests
{
    public static TheoryData<SqlBind, string, string?> Binds => new()
    {
        { SqlBind.Of("it's \"x\"\n😀"), "TEXT", "it's \"x\"\n😀" },
        { SqlBind.Of(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")), "TEXT", "0f8fad5b-d9cb-469f-a165-70867728950e" },
        { SqlBind.Of(true), "BOOLEAN", "true" },
        { SqlBind.Of(false), "BOOLEAN", "false" },
        { SqlBind.Of((byte)200), "FIXED", "200" },
        { SqlBind.Of((sbyte)-3), "FIXED", "-3" },
        { SqlBind.Of((short)-3), "FIXED", "-3" },
        { SqlBind.Of((ushort)3), "FIXED", "3" },
        { SqlBind.Of(42), "FIXED", "42" },
        { SqlBind.Of(42u), "FIXED", "42" },
        { SqlBind.Of(long.MinValue), "FIXED", "-9223372036854775808" },
        { SqlBind.Of(ulong.MaxValue), "FIXED", "18446744073709551615" },
        { SqlBind.Of(12m), "FIXED", "12" },
        { SqlBind.Of(-12345.6780m), "DECFLOAT", "-12345.6780" },
        { SqlBind.Of(1.5e-7), "REAL", "1.5E-07" },
        { SqlBind.Of(0.25f), "REAL", "0.25" },
        { SqlBind.Of(double.NaN), "REAL", "NaN" },
        { SqlBind.Of(double.NegativeInfinity), "REAL", "-inf" },
        { SqlBind.Of(new DateTime(2021, 3, 19, 17, 6, 59)), "TIMESTAMP_NTZ", "1616173619000000000" },
        { SqlBind.Of(DateTime.UnixEpoch), "TIMESTAMP_NTZ", "0" },
        { SqlBind.Of(DateTime.MaxValue), "TIMESTAMP_NTZ", "253402300799999999900" },
        { SqlBind.Of(new DateTime(1969, 12, 31, 23, 59, 58, 500)), "TIMESTAMP_NTZ", "-1500000000" },
        { SqlBind.Of(new DateTimeOffset(2021, 3, 19, 9, 6, 59, TimeSpan.FromHours(-8))), "TIMESTAMP_TZ", "1616173619000000000 960" },
        { SqlBind.Of(new DateOnly(2020, 1, 1)), "DATE", "1577836800000" },
        { SqlBind.Of(new DateOnly(1969, 12, 31)), "DATE", "-86400000" },
        { SqlBind.Of(new byte[] { 0, 1, 254, 255 }), "BINARY", "0001FEFF" },
        { SqlBind.Of<string>(null), "TEXT", null },
        { SqlBind.Of<int?>(null), "FIXED", null },
        { SqlBind.Of<decimal?>(null), "FIXED", null },
        { SqlBind.Of<double?>(null), "REAL", null },
        { SqlBind.Of<bool?>(null), "BOOLEAN", null },
        { SqlBind.Of<DateTime?>(null), "TIMESTAMP_NTZ", null },
        { SqlBind.Of<DateTimeOffset?>(null), "TIMESTAMP_TZ", null },
        { SqlBind.Of<DateOnly?>(null), "DATE", null },
        { SqlBind.Of<byte[]>(null), "BINARY", null },
        { SqlBind.Of<Guid?>(null), "TEXT", null },
    };

    [Theory]
    [MemberData(nameof(Binds))]
    public async Task Execute_BindOfEachType_IsSentAsTheApiTakesIt(SqlBind bind, string type, string? text)
    {
        var server = new ScriptedServer().Then(Replies.OneRow());
        await using var result = await Executors.Create(server).ExecuteAsync(SqlStatement.Create($"SELECT {bind}"), Executors.Reading);
        using var body = JsonDocument.Parse(Assert.Single(server.Requests).Body!);
        var sent = body.RootElement.GetProperty("bindings").GetProperty("1");
        Assert.Equal((type, text), (sent.GetProperty("type").GetString(), sent.GetProperty("value").GetString()));
    }
}

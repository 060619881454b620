using System.Text.Json;
using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SqlRowTests
{
    [Fact]
    public async Task Get_ByNameInAnyCase_PrefersTheExactOne()
    {
        var row = await RowAsync(["name", "NAME"], "lower", "upper");
        Assert.Equal("lower", row.Get<string>("name"));
        Assert.Equal("upper", row.Get<string>("NAME"));
        Assert.Equal("lower", row.Get<string>("Name"));
        Assert.Contains("name, NAME", Assert.Throws<ArgumentException>(() => row.Get<string>("other")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42", 42L)]
    [InlineData(42.0, 42L)]
    [InlineData(true, 1L)]
    public async Task Get_Int64_ConvertsWhereNothingIsLost(object cell, long expected) =>
        Assert.Equal(expected, (await RowAsync(["A"], cell)).Get<long>("A"));

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData(1L)]
    public async Task Get_Bool_ReadsEveryWireForm(object cell) => Assert.True((await RowAsync(["A"], cell)).Get<bool>("A"));

    [Fact]
    public async Task Get_LossyOrImpossible_ThrowsWithoutTheValue()
    {
        var row = await RowAsync(["A", "B", "C"], "secret", 1.5, long.MaxValue);
        var exception = Assert.Throws<InvalidCastException>(() => row.Get<long>("A"));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("Column A", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => row.Get<int>("B"));
        Assert.Throws<InvalidCastException>(() => row.Get<int>("C"));
        Assert.DoesNotContain("secret", row.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Null_DependsOnTheType()
    {
        var row = await RowAsync(["A"], [null]);
        Assert.True(row.IsNull("A"));
        Assert.Null(row.Get<int?>("A"));
        Assert.Null(row.GetOrDefault<string>("A"));
        Assert.Equal(0, row.GetOrDefault<int>("A"));
        Assert.Contains("Column A is NULL", Assert.Throws<InvalidCastException>(() => row.Get<string>("A")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidCastException>(() => row.Get<int>("A"));
    }

    [Fact]
    public async Task Get_Json_ParsesTheCell()
    {
        var row = await RowAsync(["A"], """{"k": [1, 2]}""");
        Assert.Equal(2, row.Get<JsonElement>("A").GetProperty("k")[1].GetInt32());
    }

    [Fact]
    public async Task Of_NullForARowOfOneColumn_IsARowWithNull()
    {
        Assert.True((await SqlResult.Of(["A"], [null]).Rows.SingleAsync()).IsNull("A"));
        Assert.Throws<ArgumentException>(() => SqlResult.Of(["A", "B"], [null]));
    }

    [Fact]
    public void New_WrongNumberOfValues_Throws()
    {
        Assert.Throws<ArgumentException>(() => SqlResult.Of(["A"], [[1, 2]]));
        Assert.Throws<ArgumentException>(() => new SqlRow(new SqlRowSchema([new("A")]), []));
    }

    private static async Task<SqlRow> RowAsync(string[] columns, params object?[] values) => await SqlResult.Of(columns, [values]).Rows.SingleAsync();
}

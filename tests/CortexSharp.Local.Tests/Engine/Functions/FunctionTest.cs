namespace CortexSharp.Local.Tests.Engine.Functions;

/// <summary>Expressions and what they give, as text.</summary>
public abstract class FunctionTest(FunctionFixture fixture) : IClassFixture<FunctionFixture>
{
    protected async Task GivesAsync(string expression, string? expected) =>
        Assert.Equal(expected, Assert.Single(await fixture.ColumnAsync("SELECT " + expression)));

    /// <summary>Compares a column of a query, its values joined by a comma.</summary>
    protected async Task RowsAsync(string sql, string expected) => Assert.Equal(expected, string.Join(",", await fixture.ColumnAsync(sql)));

    protected async Task FailsAsync(string expression, int code, string text)
    {
        var error = await Assert.ThrowsAsync<CortexException>(() => fixture.ColumnAsync("SELECT " + expression));
        Assert.Equal(code, error.ErrorCode);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }
}

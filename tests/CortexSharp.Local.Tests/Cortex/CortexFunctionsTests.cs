namespace CortexSharp.Local.Tests.Cortex;

public sealed class CortexFunctionsTests : IAsyncLifetime
{
    private readonly CortexHarness _cortex = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cortex.DisposeAsync().AsTask();

    [Theory]
    [InlineData("AI_FILTER")]
    [InlineData("AI_AGG")]
    [InlineData("AI_SENTIMENT")]
    [InlineData("AI_EXTRACT")]
    [InlineData("PROMPT")]
    [InlineData("SNOWFLAKE.CORTEX.SUMMARIZE")]
    public void Bind_FunctionThatIsNotHere_IsRefusedByName(string function)
    {
        Assert.True(_cortex.Functions.Contains(function));
        var error = Assert.Throws<UnsupportedFeatureException>(() => _cortex.Functions.Bind(function, [Arg.Row]));
        Assert.Contains($"'{function}': not supported by the offline Cortex", error.Message, StringComparison.Ordinal);
        Assert.Equal("0A000", error.SqlState);
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("AI_EVERYTHING")]
    [InlineData("SNOWFLAKE.CORTEX.AI_COMPLETE")]
    public void Contains_OtherFunction_IsFalse(string function) => Assert.False(_cortex.Functions.Contains(function));

    [Theory]
    [InlineData("""{"value":"text","error":null}""", "\"text\"")]
    [InlineData("""{"value":{"a":[1]},"error":null}""", """{"a":[1]}""")]
    [InlineData("""{"value":null,"error":null}""", null)]
    [InlineData(null, null)]
    public async Task ErrorHelpers_NoError_GiveTheValue(string? result, string? expected)
    {
        Assert.Equal(expected, await _cortex.CallAsync("AI_NULL_IF_ERROR", [Arg.Row], result));
        Assert.Equal(expected, await _cortex.CallAsync("AI_THROW_IF_ERROR", [Arg.Row], result));
    }

    [Fact]
    public async Task ErrorHelpers_Error_GiveNullOrThrow()
    {
        const string failed = """{"value":null,"error":"unknown model \"x\""}""";

        Assert.Null(await _cortex.CallAsync("AI_NULL_IF_ERROR", [Arg.Row], failed));
        var error = await Assert.ThrowsAsync<LocalSqlException>(() => _cortex.CallAsync("AI_THROW_IF_ERROR", [Arg.Row], failed));
        Assert.Equal(CortexErrorKind.UnknownModel, error.ToSnowflakeError("q").Kind);
    }
}

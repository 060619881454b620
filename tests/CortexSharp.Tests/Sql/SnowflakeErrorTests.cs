using CortexSharp.Sql;

namespace CortexSharp.Tests.Sql;

public class SnowflakeErrorTests
{
    [Theory]
    [InlineData(
        100351, "P0000", """Request failed for external function COMPLETE$V2 with remote service error: 400 '"unknown model \"x\""'""",
        "unknown_model")]
    [InlineData(
        100351, "P0000",
        """Request failed for external function COMPLETE$V6 with remote service error: 400 '"The model you requested is unavailable in your region. To access it, enable cross region inference with AWS_APJ"'; requests batch-id: 1""", "model_unavailable_in_region")]
    [InlineData(null, null, "max tokens of 128000 exceeded", "context_length_exceeded")]
    [InlineData(null, null, "budget exceeded", "budget_exceeded")]
    [InlineData(null, null, "too many requests", "throttled")]
    [InlineData(null, null, "inference timed out", "timeout")]
    [InlineData(100351, "P0000", "X with remote service error: 502 'no'", "service")]
    [InlineData(100351, "P0000", "X with remote service error: 418 'no'", "unknown")]
    [InlineData(null, null, "all requests were throttled by remote service", "throttled")]
    [InlineData(null, null, "invalid options object", "invalid_options")]
    [InlineData(null, null, """COMPLETE$V6 with remote service error: 400 '"model \"m\" does not support given modality"'""", "unsupported_input")]
    [InlineData(null, null, "json mode output validation error: unexpected end of JSON input", "invalid_structured_output")]
    [InlineData(null, null, "input schema validation error: unsupported keyword", "invalid_schema")]
    [InlineData(2140, "42601", "SQL compilation error:\nUnknown user-defined function SNOWFLAKE.CORTEX.COMPLETE", "not_authorized")]
    [InlineData(null, null, "Error in secure object", "unsupported_input")]
    [InlineData(1003, "42000", "SQL compilation error:\nsyntax error line 1 at position 0 unexpected 'SELEC'.", "invalid_sql")]
    [InlineData(2003, "02000", "SQL compilation error:\nObject 'T' does not exist or not authorized.", "not_found_or_not_authorized")]
    [InlineData(604, "57014", "SQL execution canceled", "cancelled")]
    [InlineData(null, null, "return details is not allowed", "error_details_not_allowed")]
    [InlineData(null, null, "something else", "unknown")]
    public void ToException_KnownError_HasItsKind(int? code, string? state, string message, string kind)
    {
        var exception = new SnowflakeError(code, state, message, "q1").ToException("m");
        Assert.Equal(new CortexErrorKind(kind), exception.Kind);
        Assert.Equal((code, state, "q1", "m"), (exception.ErrorCode, exception.SqlState, exception.QueryId, exception.Model));
    }

    [Fact]
    public void ToException_UnknownModel_SaysRegionAndCrossRegionToo()
    {
        var error = new SnowflakeError(
            100351, "P0000", """Request failed for external function COMPLETE$V2 with remote service error: 400 '"unknown model \"x\""'""");
        Assert.Contains("region", error.ToException().Message, StringComparison.Ordinal);
        Assert.Contains("CORTEX_ENABLED_CROSS_REGION", error.ToException().Message, StringComparison.Ordinal);
        Assert.DoesNotContain("COMPLETE$V2", error.ToException().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""X with remote service error: 400 '"unknown model \"it's\""'; requests batch-id: 1""", "unknown model \"it's\"")]
    [InlineData("X with remote service error: 500 'internal error'", "internal error")]
    [InlineData("""X with remote service error: 400 '"a \q b"'""", "a \\q b")]
    [InlineData("anything else", "anything else")]
    public void Reason_RemoteServiceError_IsWhatItSays(string message, string reason) =>
        Assert.Equal(reason, new SnowflakeError(null, null, message).Reason);

    [Theory]
    [InlineData("too many requests", true)]
    [InlineData("budget exceeded", false)]
    public void ToException_Throttling_IsTransient(string message, bool transient) =>
        Assert.Equal(transient, new SnowflakeError(null, null, message).ToException().IsTransient);
}

using CortexSharp.Evaluation.Cases;
using CortexSharp.Local;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Tests.Cases;

public sealed class QueryCaseSourceTests
{
    [Theory]
    [InlineData("'refund'", "refund")]
    [InlineData("42", "42")]
    [InlineData("NULL", "")]
    [InlineData("PARSE_JSON('null')", "")]
    [InlineData("PARSE_JSON('\"refund\"')", "refund")]
    [InlineData("ARRAY_CONSTRUCT('refund', NULL, 'money back')", "refund|money back")]
    [InlineData("TO_VARIANT(ARRAY_CONSTRUCT('refund', NULL))", "refund")]
    [InlineData("ARRAY_CONSTRUCT(NULL)", "")]
    public async Task Read_Reference_IsAText_AListOrNone(string column, string references)
    {
        await using var cortex = new LocalCortex(new());
        var source = CaseSource.FromQuery(cortex, SqlStatement.Create($"SELECT 1 AS key, 'ping' AS prompt, {SqlText.Trusted(column)} AS reference"));
        var item = await source.ReadAsync().SingleAsync();
        Assert.Equal(references, string.Join('|', item.References));
    }
}

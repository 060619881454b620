using CortexSharp.Completions;
using CortexSharp.Sql;
using Moq;

namespace CortexSharp.Tests.Completions;

/// <summary>The statements of a table completion and how its rows are read; that they do what they should is tested on the offline Cortex.</summary>
public class TableCompletionTests
{
    private readonly Mock<ISqlExecutor> _executor = new();
    private readonly List<(string Sql, SqlEffect Effect)> _sent = [];

    private static TableCompletionRequest Request(SqlIdentifier? destination) => new("m", SqlStatement.Create($"SELECT ID, Q FROM T WHERE LANG = {"en"} -- all"), destination)
    {
        KeyColumn = "id",
        PromptColumn = "q",
    };

    [Fact]
    public async Task CompleteTableAsync_WithDestination_StoresThenStreams()
    {
        Setup(sql => sql.StartsWith("SELECT COUNT", StringComparison.Ordinal) ? SqlResult.Of(["N", "KEYED", "KEYS"], [[2, 2, 2]])
            : sql.StartsWith("SELECT s.K", StringComparison.Ordinal) ? SqlResult.Of(
                ["KEY", "RUN", "ERROR", "RAW"],
                ["1", "r", null, """{"choices":[{"messages":"yes"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}"""],
                ["2", "r", "too many requests", null],
                ["3", null, null, null])
            : SqlResult.OfAffected(2));
        var answers = await new CortexCompleteClient(_executor.Object).CompleteTableAsync(Request(SqlIdentifier.Parse("answers"))).ToListAsync();

        Assert.Equal(["1", "2", "3"], answers.Select(a => a.Key));
        Assert.Contains("not asked", answers[2].Error!.Message, StringComparison.Ordinal);
        Assert.Equal(("yes", 1L), (answers[0].Result!.Text, answers[0].Result!.Usage!.PromptTokens));
        Assert.Null(answers[0].Error);
        Assert.Equal(CortexErrorKind.Throttled, answers[1].Error!.Kind);
        Assert.Equal([SqlEffect.Read, SqlEffect.Write, SqlEffect.Billable, SqlEffect.Read], _sent.Select(s => s.Effect));
        var insert = _sent[2].Sql;
        Assert.StartsWith("INSERT INTO \"ANSWERS\" ", insert, StringComparison.Ordinal);
        Assert.Equal(2, insert.Split("AI_COMPLETE(").Length); // asked for once
        Assert.Contains("-- all\n)", insert, StringComparison.Ordinal);
        Assert.Contains("TO_VARCHAR(\"ID\") AS K, TO_VARCHAR(\"Q\") AS P", insert, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 2, 2, "1 NULLs and 0 repeats")]
    [InlineData(3, 3, 2, "0 NULLs and 1 repeats")]
    public async Task CompleteTableAsync_BadKeys_AsksNothing(long all, long keyed, long distinct, string expected)
    {
        Setup(_ => SqlResult.Of(["N", "KEYED", "KEYS"], [[all, keyed, distinct]]));
        var exception = await Assert.ThrowsAsync<CortexException>(async () =>
            await new CortexCompleteClient(_executor.Object).CompleteTableAsync(Request(null)).ToListAsync());
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task CompleteTableAsync_PureQuery_StreamsWithoutStoring()
    {
        Setup(sql => sql.StartsWith("SELECT COUNT", StringComparison.Ordinal)
            ? SqlResult.Of(["N", "KEYED", "KEYS"], [[3, 3, 3]])
            : SqlResult.Of(
                ["KEY", "RESPONSE"], ["1", """{"value":{"choices":[{"messages":"yes"}]},"error":null}"""],
                ["2", """{"value":null,"error":"budget exceeded"}"""], ["3", null]));
        var answers = await new CortexCompleteClient(_executor.Object).CompleteTableAsync(Request(null)).ToListAsync();
        Assert.Equal(["yes", "budget_exceeded", "no_answer"], answers.Select(a => a.Result?.Text ?? a.Error!.Kind.Value));
        Assert.Equal([SqlEffect.Read, SqlEffect.Billable], _sent.Select(s => s.Effect));
    }

    [Fact]
    public async Task CompleteTableAsync_DetailsRefused_RunsInSlices()
    {
        var slices = new Queue<long>([2, 2, 1]);
        Setup(sql =>
            sql.StartsWith("SELECT COUNT", StringComparison.Ordinal) ? SqlResult.Of(["N", "KEYED", "KEYS"], [[5, 5, 5]])
            : sql.Contains(
                "return_error_details",
                StringComparison.Ordinal) ? throw new SnowflakeError(null, null, "return details is not allowed").ToException()
            : sql.StartsWith("INSERT", StringComparison.Ordinal) ? SqlResult.OfAffected(slices.Dequeue())
            : SqlResult.Of(["KEY", "RUN", "ERROR", "RAW"], ["1", "r", "no_answer", null]));
        var answers = await new CortexCompleteClient(_executor.Object).CompleteTableAsync(
            Request(SqlIdentifier.Parse("answers")) with { SliceSize = 2 }).ToListAsync();
        Assert.Equal(CortexErrorKind.NoAnswer, Assert.Single(answers).Error!.Kind);
        Assert.Empty(slices);
        Assert.Contains(
            _sent,
            s =>
                s.Sql.Contains("TRY_COMPLETE('m', ARRAY_CONSTRUCT(OBJECT_CONSTRUCT('role', 'user', 'content', s.P)), {})", StringComparison.Ordinal)
                && s.Sql.Contains("LIMIT 2)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CompleteTableAsync_SourceThatNeverSettles_StopsPaying()
    {
        var paid = 0;
        Setup(sql =>
            sql.StartsWith("SELECT COUNT", StringComparison.Ordinal) ? SqlResult.Of(["N", "KEYED", "KEYS"], [[3, 3, 3]])
            : sql.Contains(
                "return_error_details",
                StringComparison.Ordinal) ? throw new SnowflakeError(null, null, "return details is not allowed").ToException()
            : sql.StartsWith("INSERT", StringComparison.Ordinal) ? SqlResult.OfAffected(2 + (0 * ++paid))
            : SqlResult.OfAffected(0));
        var request = Request(SqlIdentifier.Parse("answers")) with { SliceSize = 2 };
        var exception = await Assert.ThrowsAsync<CortexException>(async () =>
            await new CortexCompleteClient(_executor.Object).CompleteTableAsync(request).ToListAsync());
        Assert.Equal(CortexErrorKind.InvalidValue, exception.Kind);
        Assert.Equal(2, paid);
    }

    [Fact]
    public async Task CompleteTableAsync_PureQueryDetailsRefused_GoesOnBehindTheLastKey()
    {
        var binds = new List<object?>();
        _executor.Setup(e =>
            e.ExecuteAsync(
                It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(),
                It.IsAny<CancellationToken>())).ReturnsAsync((SqlStatement s, SqlExecutionOptions? _, CancellationToken _) =>
        {
            if (s.Text.StartsWith("SELECT COUNT", StringComparison.Ordinal))
                return SqlResult.Of(["N", "KEYED", "KEYS"], [[3, 3, 3]]);
            if (s.Text.Contains("return_error_details", StringComparison.Ordinal))
                throw new SnowflakeError(null, null, "return details is not allowed").ToException();
            binds.Add(s.Binds[^1].Value);
            return binds.Count == 1 ? SqlResult.Of(["KEY", "RESPONSE"], ["a", null], ["b", null]) : SqlResult.Of(["KEY", "RESPONSE"], ["c", null]);
        });
        var answers = await new CortexCompleteClient(_executor.Object).CompleteTableAsync(Request(null) with { SliceSize = 2 }).ToListAsync();
        Assert.Equal(["a", "b", "c"], answers.Select(a => a.Key));
        Assert.Equal(["en", "b"], binds);
    }

    [Fact]
    public async Task CompleteTableAsync_RetryFailed_DeletesErrorsFirst()
    {
        Setup(sql =>
            sql.StartsWith("SELECT COUNT", StringComparison.Ordinal)
                ? SqlResult.Of(["N", "KEYED", "KEYS"], [[0, 0, 0]])
                : SqlResult.Of(["KEY", "RUN", "ERROR", "RAW"]));
        await new CortexCompleteClient(_executor.Object).CompleteTableAsync(Request(SqlIdentifier.Parse("answers")) with { RetryFailed = true })
            .ToListAsync();
        Assert.StartsWith(
            "DELETE FROM \"ANSWERS\" WHERE RUN = ? AND ERROR IS NOT NULL AND KEY IN (SELECT s.K FROM", _sent[2].Sql, StringComparison.Ordinal);
    }

    [Fact]
    public void CompleteTableAsync_WrongRequest_ThrowsAtOnce()
    {
        var client = new CortexCompleteClient(_executor.Object);
        Assert.Throws<ArgumentOutOfRangeException>(() => client.CompleteTableAsync(Request(null) with { SliceSize = 0 }));
        Assert.Throws<ArgumentException>(() => client.CompleteTableAsync(Request(null) with { Execution = new() { RequestId = Guid.NewGuid() } }));
        Assert.Throws<ArgumentException>(() => client.CompleteTableAsync(Request(null) with { KeyColumn = "a b" }));
    }

    [Fact]
    public async Task Mock_OfTheInterface_StreamsWhatATestSays()
    {
        // How a user's own test looks.
        var client = new Mock<ICortexCompleteClient>();
        client.Setup(c => c.CompleteTableAsync(It.IsAny<TableCompletionRequest>(), It.IsAny<CancellationToken>()))
            .Returns(new[] { new TableCompletion("1", new CompletionResult("refund_request"), null) }.ToAsyncEnumerable());
        var labels = await client.Object.CompleteTableAsync(Request(null)).Select(c => c.Result!.Text).ToListAsync();
        Assert.Equal(["refund_request"], labels);
    }

    private void Setup(Func<string, SqlResult> answer) => _executor
        .Setup(e => e.ExecuteAsync(It.IsAny<SqlStatement>(), It.IsAny<SqlExecutionOptions>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync((SqlStatement statement, SqlExecutionOptions? options, CancellationToken _) =>
        {
            _sent.Add((statement.Text, options?.Effect ?? SqlEffect.Write));
            return answer(statement.Text);
        });
}

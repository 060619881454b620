using CortexSharp.Sql;
using CortexSharp.Statements.Tests.Recording;
using CortexSharp.Statements.Tests.Sites;

namespace CortexSharp.Statements.Tests;

/// <summary>
/// Every SQL statement that the SDK can send: recorded, run on the offline Cortex, written to a file for review, and proven to be all there are.
/// </summary>
public sealed class StatementsTests(StatementsFixture fixture) : IClassFixture<StatementsFixture>
{
    /// <summary>Offline a session is one statement long and its results have one form, so a driver has nothing to set there.</summary>
    private static readonly string[] NotOffline =
        ["ALTER SESSION SET DOTNET_QUERY_RESULT_FORMAT = 'JSON'", "SHOW PARAMETERS LIKE 'DOTNET_QUERY_RESULT_FORMAT' IN SESSION"];

    [Fact]
    public void Statements_OfEveryFeature_AreAsReviewed()
    {
        var difference = GoldenFile.CompareOrWrite(fixture.Recording);
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void Statements_OfEveryFeature_RunOffline() =>
        Assert.Equal(NotOffline, fixture.Recording.NeverRan.Select(statement => statement.Text).Order(StringComparer.Ordinal));

    /// <summary>A statement that somebody adds must be sent by a scene, in each of its forms.</summary>
    [Fact]
    public void Sites_OfTheSdk_AreInStatements()
    {
        var statements = fixture.Recording.Statements.SelectMany(WithSqlInside).ToList();
        var missing = SqlSites.All.Where(site => site.HasText && !statements.Exists(site.IsIn)).ToList();
        Assert.True(missing.Count == 0, $"No scene sends these; write one in Scenes:\n{string.Join('\n', missing)}");
    }

    /// <summary>
    /// The ways around the interpolated strings. What is added here is not found by <see cref="Sites_OfTheSdk_AreInStatements"/>: see that a scene
    /// sends it in each of its forms.
    /// </summary>
    [Fact]
    public void Sites_ThatTrustText_AreKnown()
    {
        Assert.Equal(
            [
                "CompletionStatements..cctor", "CompletionStatements.AiComplete", "CompletionStatements.LegacyOptions",
                "PromotionStatements.CreateFunction", "QueryCaseSource.Tags", "QueryHistory.Marked", "ResponseSchema..ctor", "TrainingRows.Trusted",
            ],
            SqlSites.CallersOf(method => method.DeclaringType == typeof(SqlText) && method.Name == nameof(SqlText.Trusted)));
        Assert.Empty(SqlSites.CallersOf(method => method.DeclaringType == typeof(SqlStatement) && method.Name == nameof(SqlStatement.Received)));
        Assert.Equal(
            ["DbRun.OpenAsync", "SnowflakeDataSource.FormatAsync", "SnowflakeDataSource.UseJsonAsync"],
            SqlSites.CallersOf(method => method.Name == "set_CommandText"));
    }

    /// <summary>The tokens of a statement, and those of every query that it carries as a text.</summary>
    private static IEnumerable<List<SqlTokenText>> WithSqlInside(SqlStatement statement) => WithSqlInside(statement.Text, statement.Binds);

    private static IEnumerable<List<SqlTokenText>> WithSqlInside(string sql, IReadOnlyList<SqlBind>? binds)
    {
        var tokens = SqlTokenText.Of(sql, binds);
        return tokens.Where(token => token.Kind is SqlTokenKind.String && token.Text.Contains("SELECT ", StringComparison.Ordinal))
            .SelectMany(token => WithSqlInside(SqlLexer.Unquote(token.Text, token.Kind), null)).Prepend(tokens);
    }
}

using System.Net;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Tests.Search;

public sealed class SearchTests : ServerTest
{
    private const string Path = "/api/v2/databases/local/schemas/public/cortex-search-services/help:query";

    private protected override LocalCortexServerOptions Options => new()
    {
        SearchServices = [new(SqlIdentifier.Parse("local.public.help"), SqlIdentifier.Parse("local.public.pages"), "BODY") { KeyColumn = "ID" }],
    };

    [Fact]
    public async Task Query_Text_GivesTheNearestRowsOfTheSearchedColumn()
    {
        await FillAsync();
        var answer = await PostAsync(Path, """{"query": "where is my parcel", "limit": 1}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""[{"BODY":"your parcel is on its way"}]""", answer.Body.GetProperty("results").GetRawText());
        Assert.Equal(answer.Headers["X-Snowflake-Request-ID"], answer.Body.GetProperty("request_id").GetString());
    }

    [Theory]
    [InlineData("""{"@eq": {"lang": "de"}}""", "3")]
    [InlineData("""{"@gte": {"YEAR": 2025}}""", "2,3")]
    [InlineData("""{"@lte": {"YEAR": 2024}}""", "1")]
    [InlineData("""{"@contains": {"TAGS": "post"}}""", "1,3")]
    [InlineData("""{"@primarykey": [1, 2]}""", "1,2")]
    [InlineData("""{"@and": [{"@gte": {"YEAR": 2025}}, {"@not": {"@eq": {"LANG": "de"}}}]}""", "2")]
    [InlineData("""{"@or": [{"@eq": {"LANG": "de"}}, {"@eq": {"ID": 1}}]}""", "1,3")]
    [InlineData("""{"@eq": {"LANG": "it's"}}""", "")]
    public async Task Query_Filter_KeepsTheRowsItNames(string filter, string expected)
    {
        await FillAsync();
        var answer = await PostAsync(Path, $$"""{"query": "parcel", "columns": ["ID"], "filter": {{filter}}}""");
        Assert.Equal(
            expected,
            string.Join(
                ',', answer.Body.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ID").GetString()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "query is required")]
    [InlineData("""{"query": "a", "limit": 1001}""", HttpStatusCode.BadRequest, "1 to 1000")]
    [InlineData("""{"query": "a", "columns": ["nothing"]}""", HttpStatusCode.BadRequest, "ID, LANG, YEAR, TAGS, BODY")]
    [InlineData("""{"query": "a", "filter": {"@like": {"LANG": "d"}}}""", HttpStatusCode.BadRequest, "@like")]
    [InlineData("""{"query": "a", "filter": {"@eq": {"LANG": ["d"]}}}""", HttpStatusCode.BadRequest, "a string, a number or a truth value")]
    [InlineData("""{"query": "a", "scoring_profile": "p"}""", HttpStatusCode.NotImplemented, "scoring_profile")]
    public async Task Query_Wrong_SaysWhy(string body, HttpStatusCode status, string expected)
    {
        await FillAsync();
        var answer = await PostAsync(Path, body);
        Assert.Equal(status, answer.Status);
        Assert.Contains(expected, answer.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_DeepFilter_IsRefused()
    {
        await FillAsync();
        var filter = string.Concat(Enumerable.Repeat("""{"@not": """, 40)) + """{"@eq": {"ID": 1}}""" + new string('}', 40);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Path, $$"""{"query": "a", "filter": {{filter}}}""")).Status);
    }

    [Fact]
    public async Task Query_UnknownServiceOrVerb_IsRefused()
    {
        Assert.Equal(
            HttpStatusCode.NotFound, (await PostAsync(Path.Replace("help", "other", StringComparison.Ordinal), """{"query": "a"}""")).Status);
        var suggest = await PostAsync(Path.Replace(":query", ":suggest", StringComparison.Ordinal), """{"query": "a"}""");
        Assert.Equal(HttpStatusCode.NotImplemented, suggest.Status);
        Assert.Contains(":query only", suggest.Body.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        var rows = JsonSerializer.Serialize(new object[]
        {
            new object[] { 1, "en", 2024, new[] { "post", "late" }, "your parcel is on its way" },
            new object[] { 2, "en", 2025, new[] { "money" }, "refunds take three days" },
            new object[] { 3, "de", 2026, new[] { "post" }, "das Paket kommt morgen" },
        });
        await Server.Cortex.ExecuteNonQueryAsync(
            SqlStatement.Create($"CREATE TABLE pages (id NUMBER, lang VARCHAR, year NUMBER, tags ARRAY, body VARCHAR)"));
        await Server.Cortex.ExecuteNonQueryAsync(SqlStatement.Create(
            $"INSERT INTO pages SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR, f.value[2]::NUMBER, f.value[3]::ARRAY, f.value[4]::VARCHAR FROM "
            + $"TABLE(FLATTEN(INPUT => PARSE_JSON({rows}))) f"));
    }
}

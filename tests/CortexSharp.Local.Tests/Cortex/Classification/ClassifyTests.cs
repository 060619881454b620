namespace CortexSharp.Local.Tests.Cortex.Classification;

public sealed class ClassifyTests : AccountTest
{
    private const string Both = "One day I will travel the world and learn cooking";

    [Fact]
    public async Task Classify_Single_HasOneLabel()
    {
        Assert.Equal("""{"labels":["travel"]}""", await ValueAsync("SELECT AI_CLASSIFY('We travelled far', ['cooking', 'travel'])"));
        Assert.Equal("""{"label":"travel"}""", await ValueAsync("SELECT SNOWFLAKE.CORTEX.CLASSIFY_TEXT('We travelled far', ['cooking', 'travel'])"));
    }

    [Fact]
    public async Task Classify_Multi_HasAllThatFit() => Assert.Equal("""{"labels":["travel","cooking"]}""",
        await ValueAsync($"SELECT AI_CLASSIFY('{Both}', ['travel', 'cooking', 'reading'], {{'output_mode': 'multi'}})"));

    [Fact]
    public async Task Classify_DescriptionsAndExamples_Help()
    {
        Assert.Equal("""["food"]""", await ValueAsync(
            "SELECT AI_CLASSIFY('my lobster bisque', [{'label': 'sport'}, {'label': 'food', 'description': 'soup, bisque and other dishes'}]):labels"));
        Assert.Equal("""["food"]""", await ValueAsync(
            "SELECT AI_CLASSIFY('my lobster bisque', ['sport', 'food'], {'examples': [{'input': 'lobster', 'labels': ['food'], 'explanation': "
            + "'eaten'}]}):labels"));
    }

    [Fact]
    public async Task Classify_CategoriesOfEachRow_AreUsed() => Assert.Equal(["""["Europe"]""", """["cooking"]"""], (await RowsAsync("""
        SELECT AI_CLASSIFY(t.input, t.classes):labels FROM
            (SELECT 1 AS n, 'a tour of Europe' AS input, ['Asia', 'Europe'] AS classes UNION ALL SELECT 2, 'cooking at home', ['travel', 'cooking']) t ORDER BY n
        """)).Select(r => r.Get<string>(0)));

    [Theory]
    [InlineData("['one']", "at least 2")]
    [InlineData("['one', 'one']", "at least 2")]
    [InlineData("[1, 2]", "labels")]
    [InlineData("'one, two'", "an array is expected")]
    public async Task Classify_WrongCategories_AreARowError(string categories, string message)
    {
        Assert.Null(await ValueAsync($"SELECT AI_CLASSIFY('text', {categories})"));
        Assert.Contains(
            message, await ValueAsync($"SELECT AI_CLASSIFY('text', {categories}, return_error_details => TRUE):error::STRING"),
            StringComparison.Ordinal);
        Assert.Equal(100351, (await FailAsync($"SELECT SNOWFLAKE.CORTEX.CLASSIFY_TEXT('text', {categories})")).ErrorCode);
    }

    [Fact]
    public async Task Account_ThatFailsOnErrors_FailsTheStatement()
    {
        await RowsAsync("ALTER ACCOUNT SET AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR = TRUE");

        Assert.Equal(100351, (await FailAsync("SELECT AI_CLASSIFY('text', ['one'])")).ErrorCode);
        Assert.Equal(CortexErrorKind.UnknownModel, (await FailAsync("SELECT AI_COMPLETE('no-such-model', 'text')")).Kind);
        Assert.Equal(CortexErrorKind.ErrorDetailsNotAllowed,
            (await FailAsync("SELECT AI_COMPLETE(model => 'llama3.1-8b', prompt => 'text', return_error_details => TRUE)")).Kind);
    }

    [Fact]
    public async Task Usage_HasNoModel()
    {
        await ValueAsync("SELECT AI_CLASSIFY('We travelled far', ['cooking', 'travel'])");
        Time.Advance(TimeSpan.FromHours(1));

        var row = Assert.Single(await RowsAsync("SELECT function_name, model_name FROM SNOWFLAKE.ACCOUNT_USAGE.CORTEX_AI_FUNCTIONS_USAGE_HISTORY"));
        Assert.Equal(("AI_CLASSIFY", ""), (row.Get<string>(0), row.Get<string>(1)));
    }
}

using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Tests.Cortex.Embedding;

public sealed class EmbeddingTests : AccountTest
{
    [Theory]
    [InlineData("AI_EMBED('e5-base-v2', 'Hello there')", 768)]
    [InlineData("AI_EMBED('snowflake-arctic-embed-l-v2.0', 'Hello there')", 1024)]
    [InlineData("SNOWFLAKE.CORTEX.EMBED_TEXT_768('snowflake-arctic-embed-m', 'Hello there')", 768)]
    [InlineData("SNOWFLAKE.CORTEX.EMBED_TEXT_1024('nv-embed-qa-4', '')", 1024)]
    public async Task Embed_Text_IsAUnitVectorOfTheModelsDimension(string call, int dimension)
    {
        var vector = JsonElement.Parse((await ValueAsync($"SELECT {call}"))!).EnumerateArray().Select(v => v.GetDouble()).ToArray();

        Assert.Equal(dimension, vector.Length);
        Assert.Equal(1, Math.Sqrt(vector.Sum(v => v * v)), 5);
    }

    [Fact]
    public async Task Embed_RelatedTexts_AreNearer()
    {
        var near = await NumberAsync("AI_SIMILARITY('Where is my parcel?', 'My parcel is late, where is it?')");
        var far = await NumberAsync("AI_SIMILARITY('Where is my parcel?', 'Two tickets to the opera')");

        Assert.InRange(far, -0.3, near - 0.2);
        Assert.Equal(1, await NumberAsync("AI_SIMILARITY('same', 'same', {'model': 'e5-base-v2'})"), 5);
    }

    [Fact]
    public async Task Embed_StoredInATable_RanksByTheFunctions()
    {
        await RowsAsync("CREATE TABLE docs (id INT, v VECTOR(FLOAT, 768))");
        await RowsAsync(
            "INSERT INTO docs SELECT column1, AI_EMBED('e5-base-v2', column2) FROM VALUES (1, 'how to return a parcel'), (2, 'opera tickets')");

        var rows = await RowsAsync("""
            SELECT id FROM docs ORDER BY VECTOR_COSINE_SIMILARITY(v, (SELECT AI_EMBED('e5-base-v2', 'parcel return'))) DESC
            """);

        Assert.Equal([1L, 2L], rows.Select(r => r.Get<long>(0)));
        Assert.Equal("VECTOR(FLOAT, 768)", (await RowsAsync("DESCRIBE TABLE docs"))[1].Get<string>("type"));
    }

    [Theory]
    [InlineData("VECTOR_INNER_PRODUCT([1, 2]::VECTOR(FLOAT, 2), [3, 4]::VECTOR(FLOAT, 2))", 11)]
    [InlineData("VECTOR_L1_DISTANCE([1, 2]::VECTOR(INT, 2), [3, 0]::VECTOR(INT, 2))", 4)]
    [InlineData("VECTOR_L2_DISTANCE([0, 0]::VECTOR(FLOAT, 2), [3, 4]::VECTOR(FLOAT, 2))", 5)]
    [InlineData("VECTOR_COSINE_SIMILARITY([1, 0]::VECTOR(FLOAT, 2), [1, 1]::VECTOR(FLOAT, 2))", 0.70710678)]
    public async Task Functions_OnVectors_Compute(string call, double expected) => Assert.Equal(expected, await NumberAsync(call), 6);

    [Theory]
    [InlineData("[1, 2]::VECTOR(FLOAT, 3)")]
    [InlineData("[1, 'x']::VECTOR(FLOAT, 2)")]
    [InlineData("[1, 2.5]::VECTOR(INT, 2)")]
    [InlineData("[1]::VECTOR(FLOAT, 4097)")]
    [InlineData("[1]::VECTOR(FLOAT, 1)::VARIANT")]
    [InlineData("'[1]'::VECTOR(FLOAT, 1)")]
    [InlineData("VECTOR_L1_DISTANCE([1]::VECTOR(FLOAT, 1), [1]::VECTOR(INT, 1))")]
    [InlineData("VECTOR_L1_DISTANCE([1], [1])")]
    [InlineData("AI_EMBED('no-such-model', 'x')")]
    [InlineData("SNOWFLAKE.CORTEX.EMBED_TEXT_768('nv-embed-qa-4', 'x')")]
    public async Task Vectors_Wrong_Fail(string expression) => await FailAsync("SELECT " + expression);

    [Fact]
    public async Task Vectors_ToArrayAndText() =>
        Assert.Equal(("[1,2.5]", "2", "[1,2.5]"), ((await RowsAsync(
            "SELECT [1, 2.5]::VECTOR(FLOAT, 2) AS v, ARRAY_SIZE(v::ARRAY), v::VARCHAR"))[0]) is var r
            ? (r.Get<string>(0), r.Get<string>(1), r.Get<string>(2)) : default);

    private async Task<double> NumberAsync(string expression) =>
        double.Parse((await ValueAsync($"SELECT {expression}"))!, CultureInfo.InvariantCulture);
}

using CortexSharp.Completions;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Tests.Metrics;

public sealed class JsonMetricTests
{
    private static readonly ResponseSchema Schema = ResponseSchema.Parse(
        """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a"],"additionalProperties":false}""");

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", 1, 1, 1)]
    [InlineData("""{"b":"x", "a":1.0}""", 1, 1, 1)]
    [InlineData("""{"a":1}""", 1, 1, 0.5)]
    [InlineData("""{"b":"x"}""", 1, 0, 0.5)]
    [InlineData("""{"a":1,"b":"x","c":[1,{}]}""", 1, 0, 0.5)]
    [InlineData("""{"a":"1","b":"x"}""", 1, 0, 0.5)]
    [InlineData("[]", 1, 0, 0)]
    [InlineData("""Sure: {"a":1,"b":"x"}""", 0, 0, 0)]
    [InlineData("", 0, 0, 0)]
    public async Task ScoreAsync_Answer_IsParsedCheckedAndCompared(string answer, double valid, double fits, double fields)
    {
        var score = await new JsonMetric(Schema).ScoreAsync(new("k", "p", """{"a":1,"b":"x"}"""), EvaluationAnswer.Of("k", answer));

        Assert.Equal([valid, fits, fields], score.Values.ToArray());
        Assert.Equal([valid, fits, fields, 1], score.Statistics.ToArray());
    }

    [Theory]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,2]}""", 2 / 3.0)]
    [InlineData("""{"a":[]}""", """{"a":[1,2]}""", 0)]
    [InlineData("""{"a":{}}""", """{"a":{}}""", 1)]
    [InlineData("""{"a":{"b":1,"c":null}}""", """{"a":{"b":1,"c":null}}""", 1)]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":5}""", 0)]
    [InlineData("[2,1]", "[1,2]", 0)]
    [InlineData("1e2", "100", 1)]
    public async Task ScoreAsync_Fields_AreLeaves(string answer, string reference, double fields)
    {
        var metric = new JsonMetric();

        Assert.Equal(["json_valid", "json_fields"], metric.Measures.Select(measure => measure.Name));
        Assert.Equal(fields, (await metric.ScoreAsync(new("k", "p", reference), EvaluationAnswer.Of("k", answer))).Values[1]);
        Assert.Equal(1, (await metric.ScoreAsync(new("k", "p", reference, answer), EvaluationAnswer.Of("k", answer))).Values[1]);
    }

    [Fact]
    public async Task ScoreAsync_FailedAnswer_IsWrong() => Assert.All(
        (await new JsonMetric(Schema).ScoreAsync(new("k", "p", "{}"), EvaluationAnswer.Failed("k", new(CortexErrorKind.NoAnswer, "none")))).Values,
        value => Assert.Equal(0, value));

    [Fact]
    public async Task ScoreAsync_ReferenceThatIsNoJson_NamesTheCase() => Assert.Equal(
        "The reference of the case 'k' is no JSON, but the metric 'json' compares fields.",
        (await Assert.ThrowsAsync<EvaluationDataException>(
            async () => await new JsonMetric().ScoreAsync(new("k", "p", "secret"), EvaluationAnswer.Of("k", "{}")))).Message);

    [Fact]
    public async Task ScoreAsync_FieldsIgnored_NeedsNoReference()
    {
        var metric = new JsonMetric(Schema, compareFields: false);

        Assert.False(metric.NeedsReferences);
        Assert.All((await metric.ScoreAsync(new("k", "p"), EvaluationAnswer.Of("k", """{"a":1}"""))).Statistics, number => Assert.Equal(1, number));
    }
}

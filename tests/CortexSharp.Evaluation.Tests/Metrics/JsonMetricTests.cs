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

    [Theory]
    [InlineData("""{"a":1,"b":"\ud800"}""")]
    [InlineData("""{"a":1,"b":"\udc00\ud800"}""")]
    [InlineData("""{"a":1,"\ud800":"x"}""")]
    [InlineData("""{"a":1,"b":["\\\ud83d!"]}""")]
    [InlineData("""{"a":1,"b":{"c":1e99999999999}}""")]
    public async Task ScoreAsync_WhatCannotBeRead_IsNoJson(string answer)
    {
        var patterned = ResponseSchema.Parse(
            """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string","pattern":"^x"}},"required":["a"],"additionalProperties":false}""");
        var named = ResponseSchema.Parse(
            """{"type":"object","properties":{"b":{"type":"string","enum":["x"]}},"required":["b"],"additionalProperties":false}""");

        foreach (var metric in (JsonMetric[])[new(patterned), new(named), new()])
        {
            Assert.All(
                (await metric.ScoreAsync(new("k", "p", """{"a":1,"b":"x"}"""), EvaluationAnswer.Of("k", answer))).Values,
                value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00"}""", """{"a":"😀"}""", 1)]
    [InlineData("""{"a":"\\ud800"}""", """{"a":"\\ud800"}""", 1)]
    [InlineData("""{"a":1e400}""", """{"a":1e-400}""", 0)]
    public async Task ScoreAsync_OddButValid_IsJson(string answer, string reference, double fields) =>
        Assert.Equal([1.0, fields], (await new JsonMetric().ScoreAsync(new("k", "p", reference), EvaluationAnswer.Of("k", answer))).Values.ToArray());

    [Fact]
    public async Task ScoreAsync_HalfACharacterAsItIs_IsNoJson() => Assert.All(
        (await new JsonMetric().ScoreAsync(new("k", "p", "{}"), EvaluationAnswer.Of("k", $"{{\"a\":\"{(char)0xd800}\"}}"))).Values,
        value => Assert.Equal(0, value));

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

using System.Text.Json;
using System.Text.RegularExpressions;
using CortexSharp.Metrics.Tests.Squad;
using CortexSharp.Metrics.Tests.Vectors;

namespace CortexSharp.Metrics.Tests;

public class ExactMatchOptionsTests
{
    private static readonly ExactMatchOptions Everything = new() { IgnoreCase = true, IgnorePunctuation = true, IgnoreNumbers = true };

    [Fact]
    public void Score_Vectors_AreEvaluates()
    {
        foreach (var row in VectorFile.Rows("exact_match").Where(row => !row.TryGetProperty("quirk", out _)))
        {
            var options = OptionsOf(row);
            var (predictions, references) = (row.Texts("predictions"), row.Texts("references"));
            var perItem = row.GetProperty("per_item").EnumerateArray().Select(item => item.GetBoolean());

            Assert.Equal(row.Number("exact_match"), ExactMatch.Score(predictions, references, options));
            Assert.Equal(perItem, predictions.Zip(references, (prediction, reference) => ExactMatch.IsMatch(prediction, reference, options)));
            Assert.Equal(perItem, predictions.Zip(references, (prediction, reference) => ExactMatch.IsMatch(prediction, [reference], options)));
        }
    }

    [Theory]
    [InlineData("İ", "i\u0307", true)]
    [InlineData("\u212A", "k", true)]
    [InlineData("ΑΣ", "ας", true)]
    [InlineData("U.S.", "us", true)]
    [InlineData("a-b", "a b", false)]
    [InlineData("٣", "", false)]
    [InlineData("«a»", "a", false)]
    [InlineData("1,000!", "", true)]
    [InlineData("a\0", "a", false)]
    public void IsMatch_EverythingIgnored_ComparesTheRest(string candidate, string reference, bool expected) =>
        Assert.Equal(expected, ExactMatch.IsMatch(candidate, reference, Everything));

    [Fact]
    public void IsMatch_Patterns_RunInOrderAndBeforeLowerCasing()
    {
        var options = new ExactMatchOptions { IgnoreCase = true, IgnoredPatterns = [new Regex("x"), new Regex("ab")] };

        Assert.True(ExactMatch.IsMatch("axb", "", options));
        Assert.False(ExactMatch.IsMatch("aXb", "", options));
        Assert.False(ExactMatch.IsMatch("AB", "", options));
    }

    [Fact]
    public void IsMatch_SeveralReferences_OneIsEnough()
    {
        Assert.True(ExactMatch.IsMatch("B.", ["a", "b"], Everything));
        Assert.False(ExactMatch.IsMatch("c", ["a", "b"], Everything));
        Assert.False(ExactMatch.IsMatch("", ReadOnlySpan<string>.Empty, Everything));
    }

    [Fact]
    public void IsMatch_RandomHardTexts_AgreesWithThePlainOne()
    {
        var texts = new HardText(4);
        for (var i = 0; i < 20_000; i++)
        {
            var options = new ExactMatchOptions { IgnoreCase = texts.Coin(), IgnorePunctuation = texts.Coin(), IgnoreNumbers = texts.Coin() };
            var candidate = texts.Next();
            var reference = texts.Coin() ? SlowSquad.Lower(candidate) : candidate + texts.Next(1);

            Assert.Equal(Slow(candidate, options) == Slow(reference, options), ExactMatch.IsMatch(candidate, reference, options));
        }
    }

    [Fact]
    public void Score_NothingToScore_IsNotANumber() => Assert.True(double.IsNaN(ExactMatch.Score([], [])));

    [Fact]
    public void Score_UnequalCounts_IsRefused() => Assert.Throws<ArgumentException>(() => ExactMatch.Score(["a"], []));

    [Fact]
    public void IsMatch_AnyOptionButPatterns_AllocatesNothing()
    {
        var text = string.Concat(Enumerable.Repeat("The İ 42, ΑΣ! ", 1000));
        string[] references = ["a", text];

        Assert.Equal(0, Allocation.InSteadyState(() => ExactMatch.IsMatch(text, references, Everything)));
    }

    private static string Slow(string text, ExactMatchOptions options)
    {
        text = options.IgnoreCase ? SlowSquad.Lower(text) : text;
        var ignored = (options.IgnorePunctuation ? SlowSquad.Punctuation : "") + (options.IgnoreNumbers ? "0123456789" : "");
        return string.Concat(text.Where(c => !ignored.Contains(c)));
    }

    private static ExactMatchOptions OptionsOf(JsonElement row) => new()
    {
        IgnoreCase = row.Flag("ignore_case"),
        IgnorePunctuation = row.Flag("ignore_punctuation"),
        IgnoreNumbers = row.Flag("ignore_numbers"),
        IgnoredPatterns = row.GetProperty("regexes_to_ignore").ValueKind == JsonValueKind.Null
            ? []
            : [.. row.Texts("regexes_to_ignore").Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant))],
    };
}

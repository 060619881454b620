using System.Text;
using System.Text.Json;
using CortexSharp.Sql;
using CortexSharp.TrainingData;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Random texts in pieces, and with placeholders where something was found.</summary>
public sealed class TextPiecesTests : IAsyncLifetime
{
    private static readonly string[][] Alphabets =
    [
        ["a", "b", "c", "d", "e", " "], ["x"], [" ", "\n", "\t", "\r"], ["ä", "ß", "é", "a", "b", " "], ["Я", "ж", "п", " "], ["漢", "字", "。"],
        ["😀", "🇩🇪", "👩‍👩‍👧", " "],
        ["e\u0301", "n\u0303", "\u00A0"], ["'", "\\", "\"", "[", "]", "{", "?", "--", " "], ["word ", "😀", "字", "longerword", "\n\n"],
    ];

    private readonly SdkFixture _sdk = new();

    [Fact]
    public async Task Cut_AnyText_LosesNothing()
    {
        var texts = Texts(new Random(7)).ToList();
        await FillAsync(texts);
        var pieces = await PiecesAsync();
        Assert.Equal(texts.Count, pieces.Count);
        foreach (var (text, its) in texts.Zip(pieces))
        {
            // Each piece begins where the one before would end without the overlap, so the pieces up to there are the text.
            Assert.Equal(text, string.Concat(its.Select((p, i) => i + 1 < its.Count ? Left(p.Text, its[i + 1].Start - p.Start) : p.Text)));
            Assert.All(its, p => Assert.InRange(Encoding.UTF8.GetByteCount(p.Text), 1, TextPieces.MostBytes));
        }
    }

    [Fact]
    public async Task Cut_AnyText_CutsAtWhiteSpaceAndReachesBeyond()
    {
        var texts = Texts(new Random(8)).ToList();
        await FillAsync(texts);
        var pieces = await PiecesAsync();
        foreach (var (text, its) in texts.Zip(pieces))
        {
            var runes = text.EnumerateRunes().ToList();
            foreach (var (piece, next) in its.Zip(its.Skip(1)))
            {
                var cut = (int)next.Start;
                Assert.True(IsWhite(runes[cut - 1]) || !runes[(cut - 50)..cut].Exists(IsWhite), text);
                var end = (int)piece.Start + piece.Text.EnumerateRunes().Count();
                Assert.True(end == Math.Min(cut + TextPieces.Overlap, runes.Count) || IsWhite(runes[end - 1]), text);
                Assert.True(runes.Count <= cut + TextPieces.Overlap || !runes[end..(cut + TextPieces.Overlap)].Exists(IsWhite), text);
            }
        }

        // English goes by some eight hundred characters, since every call costs.
        Assert.All(pieces[0].Zip(pieces[0].Skip(1)), p => Assert.InRange(p.Second.Start - p.First.Start, 750, 850));
    }

    [Fact]
    public async Task Replace_AnyFinds_ChangesThemAlone()
    {
        var random = new Random(9);
        var texts = Texts(random).ToList();
        await FillAsync(texts);
        var found = texts.SelectMany((t, i) => Enumerable.Range(0, random.Next(12)).Select(_ =>
        {
            var length = t.EnumerateRunes().Count();
            var start = random.Next(length);
            return (Id: i, Start: start, End: Math.Min(length, start + 1 + random.Next(60)), Kind: $"K{random.Next(3)}");
        })).ToList();
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE found (id NUMBER, b NUMBER, e NUMBER, c VARCHAR)"));
        var rows = JsonSerializer.Serialize(found.Select(f => new object[] { f.Id, f.Start, f.End, f.Kind }));
        await _sdk.RunAsync(SqlStatement.Create(
            $"INSERT INTO found SELECT f.value[0]::NUMBER, f.value[1]::NUMBER, f.value[2]::NUMBER, f.value[3]::VARCHAR FROM TABLE(FLATTEN(INPUT => "
            + $"PARSE_JSON({rows}))) f"));

        var actual = await _sdk.Executor.QueryAsync(
            SqlStatement.Create(
                $"SELECT r.R FROM ({TextPieces.Replace(Source, SqlStatement.Create($"SELECT f.ID, f.B, f.E, f.C FROM found f"))}) r ORDER BY r.ID"))
            .Select(r => r.Get<string>(0)).ToListAsync();
        Assert.Equal(texts.Select((t, i) => Replaced(t, found.Where(f => f.Id == i).Select(f => (f.Start, f.End, f.Kind)))), actual);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _sdk.DisposeAsync();

    private static SqlStatement Source => SqlStatement.Create($"SELECT x.ID, x.T FROM texts x");

    private static bool IsWhite(Rune rune) => rune.Value is ' ' or '\t' or '\r' or '\n';

    private static string Left(string text, long characters) => string.Concat(text.EnumerateRunes().Take((int)characters));

    private static string Replaced(string text, IEnumerable<(int Start, int End, string Kind)> found)
    {
        var (result, at) = (new StringBuilder(), 0);
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToArray();
        foreach (var (start, end, kind) in found.OrderBy(f => f.Start).ThenByDescending(f => f.End).ThenBy(f => f.Kind, StringComparer.Ordinal))
        {
            if (start >= at)
                result.AppendJoin("", runes[at..start]).Append('[').Append(kind).Append(']');
            at = Math.Max(at, end);
        }

        return result.AppendJoin("", runes[at..]).ToString();
    }

    private static IEnumerable<string> Texts(Random random)
    {
        yield return string.Concat(Enumerable.Repeat("The parcel has not come yet, and nobody writes back. ", 100));
        foreach (var length in new[] { 1, 49, 99, 100, 101, 799, 800, 801, 1_000, 1_024 })
            yield return new string('x', length);
        for (var i = 0; i < 60; i++)
        {
            var alphabet = Alphabets[i % Alphabets.Length];
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 4_000)).Select(_ => alphabet[random.Next(alphabet.Length)]));
        }
    }

    private async Task<List<List<(long Start, string Text)>>> PiecesAsync() => await _sdk.Executor.QueryAsync(TextPieces.Cut(Source))
        .Select(r => (Id: r.Get<long>("ID"), Start: r.Get<long>("B"), Text: r.Get<string>("X")))
        .GroupBy(p => p.Id).OrderBy(g => g.Key).Select(g => g.OrderBy(p => p.Start).Select(p => (p.Start, p.Text)).ToList()).ToListAsync();

    private async Task FillAsync(IReadOnlyList<string> texts)
    {
        var rows = JsonSerializer.Serialize(texts.Select((t, i) => new object[] { i, t }));
        await _sdk.RunAsync(SqlStatement.Create($"CREATE TABLE texts (id NUMBER, t VARCHAR)"));
        await _sdk.RunAsync(
            SqlStatement.Create(
                $"INSERT INTO texts SELECT f.value[0]::NUMBER, f.value[1]::VARCHAR FROM TABLE(FLATTEN(INPUT => PARSE_JSON({rows}))) f"));
    }
}

using System.Text;
using System.Text.Json;

namespace CortexSharp.Files.Tests;

/// <summary>What is written is what is read, for text and JSON drawn from the characters that break formats.</summary>
public class RoundTripTests
{
    private static readonly string[] Pieces =
    [
        "", "a", "\"", "\"\"", ",", "\t", "\r", "\n", "\r\n", "\0", "😀", "é", " ", "\\", "\\u0041", "\uFEFF", "\u2028", "\u0085", "'", "=1+1",
        "{", "}", "#", "null",
    ];

    [Theory]
    [InlineData(RecordFormat.Csv, 1)]
    [InlineData(RecordFormat.Csv, 2)]
    [InlineData(RecordFormat.Tsv, 3)]
    [InlineData(RecordFormat.Jsonl, 4)]
    [InlineData(RecordFormat.Jsonl, 5)]
    public async Task WriteThenRead_RandomText_IsEqual(RecordFormat format, int seed)
    {
        var random = new Random(seed);
        for (var file = 0; file < 100; file++)
        {
            string[] names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Text(random)).Distinct()];
            var count = random.Next(1, 30);
            DataRecord[] written = [.. Enumerable.Range(0, count).Select(_ => Records.Of([.. names.Select(name => (name, Text(random)))]))];

            var content = await Records.WriteAsync(format, written);
            var read = await Records.ReadAsync(format, content);

            Assert.Equal(written.Select(record => record.Names), read.Select(record => record.Names));
            Assert.Equal(written.Select(record => record.Texts()), read.Select(record => record.Texts()));
            Assert.Equal(content, await Records.WriteAsync(format, read));
            for (var i = 0; i < read.Count; i++)
            {
                var before = await Records.WriteAsync(format, written[..i], format is RecordFormat.Jsonl ? null : new() { Columns = names });
                Assert.Equal(1 + CountLines(before, format), read[i].LineNumber);
            }
        }
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public async Task WriteThenRead_RandomJson_IsEqual(int seed)
    {
        var random = new Random(seed);
        for (var file = 0; file < 100; file++)
        {
            JsonElement[] objects = [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => JsonElement.Parse(Object(random, depth: 0)))];

            var content = await Records.WriteAsync(RecordFormat.Jsonl, objects.Select(DataRecord.FromJson));
            var read = await Records.ReadAsync(RecordFormat.Jsonl, content);

            Assert.Equal(objects.Length, read.Count);
            Assert.All(objects.Zip(read), pair => AssertEqual(pair.First, pair.Second));
            Assert.Equal(content, await Records.WriteAsync(RecordFormat.Jsonl, read));
        }
    }

    /// <summary>Bytes of any kind are read or refused, never answered with another exception.</summary>
    [Theory]
    [InlineData(RecordFormat.Csv, 8)]
    [InlineData(RecordFormat.Jsonl, 9)]
    public async Task Read_RandomBytes_GivesRecordsOrMalformed(RecordFormat format, int seed)
    {
        var random = new Random(seed);
        byte[] likely = [.. "\"\"\",,\r\n\n\n{}[]:\\ud83d\\ 1a"u8, 0xC3, 0xA9, 0xFF, 0xEF, 0xBB, 0xBF, 0];
        for (var file = 0; file < 1000; file++)
        {
            var content = random.GetItems(likely, random.Next(60));
            try
            {
                var (records, errors) = await Records.ReadOnAsync(format, content);
                Assert.All(records, record => record.Texts());
                Assert.All(errors, error => Assert.InRange(error.LineNumber, 1, content.Length + 1));
            }
            catch (MalformedRecordException error) when (format is RecordFormat.Csv)
            {
                Assert.StartsWith("in the header", error.Reason, StringComparison.Ordinal);
            }
        }
    }

    private static void AssertEqual(JsonElement expected, DataRecord actual)
    {
        Assert.Equal(expected.EnumerateObject().Select(property => property.Name), actual.Names);
        foreach (var property in expected.EnumerateObject())
        {
            Assert.True(actual.TryGetJson(property.Name, out var json));
            Assert.True(JsonElement.DeepEquals(property.Value, json));
            if (property.Value.ValueKind is JsonValueKind.Number) Assert.Equal(property.Value.GetRawText(), json.GetRawText());
        }
    }

    private static long CountLines(byte[] content, RecordFormat format)
    {
        var text = Encoding.UTF8.GetString(content);
        if (format is not RecordFormat.Jsonl) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.Count(c => c == '\n');
    }

    private static string Text(Random random) => string.Concat(random.GetItems(Pieces, random.Next(6)));

    private static string Object(Random random, int depth)
    {
        var names = Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct();
        return $"{{{string.Join(", ", names.Select(name => $"{Quote(name)}:\n{Value(random, depth)}"))}}}";
    }

    private static string Value(Random random, int depth) => random.Next(depth > 3 ? 5 : 7) switch
    {
        0 => Quote(Text(random)),
        1 => "null",
        2 => random.Next(2) == 0 ? "true" : "false",
        3 => $"{random.Next()}.{random.Next()}0",
        4 => "-1E+400",
        5 => $"[{string.Join(" ,", Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)))}]",
        _ => Object(random, depth + 1),
    };

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}

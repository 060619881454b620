using System.Text.Json;
using CortexSharp.Files;

namespace CortexSharp.Samples.Scoring;

/// <summary>Scores a file, pair by pair, in the order of its lines.</summary>
internal sealed class ScoringRun(PairFields fields, IReadOnlyList<IMetric> metrics, TextWriter errors)
{
    /// <summary>How many pairs were scored.</summary>
    public long Pairs { get; private set; }

    /// <summary>How many lines could not be read; each was reported with its number and the reason.</summary>
    public long BrokenLines { get; private set; }

    /// <summary>Scores all of a file.</summary>
    /// <param name="input">A <c>.jsonl</c> or <c>.csv</c> file, or <c>-</c> for JSON lines on standard input.</param>
    /// <param name="createOutput">Makes what takes the scores; called once the input is open, so that a wrong name empties no file.</param>
    /// <param name="cancellationToken">Cancels the run; what was scored by then is written.</param>
    public async Task ScoreAsync(string input, Func<Stream> createOutput, CancellationToken cancellationToken)
    {
        var options =
            new RecordReaderOptions { OnMalformed = error => Report(error.LineNumber, error.Reason), SourceName = input == "-" ? "stdin" : input };
        await using var reader = input == "-"
            ? await RecordReader.OpenAsync(Console.OpenStandardInput(), RecordFormat.Jsonl, options, cancellationToken)
            : await RecordReader.OpenAsync(input, options, cancellationToken);
        if (fields.Check(reader.Columns) is { } wrong)
            throw new UserErrorException($"{input}: {wrong}.");
        await using var output = new ScoreFile(createOutput());
        await foreach (var record in reader.WithCancellation(cancellationToken))
        {
            if (fields.Read(record, out var candidate, out var references) is { } problem)
            {
                Report(record.LineNumber, problem);
                continue;
            }

            Pairs++;
            await output.WriteAsync(record.TryGetJson("id", out var id) ? id : null, Score, cancellationToken);

            void Score(Utf8JsonWriter line)
            {
                foreach (var metric in metrics)
                    metric.Score(candidate, references, line);
            }
        }
    }

    private void Report(long line, string problem)
    {
        BrokenLines++;
        errors.WriteLine($"line {line}: {problem}");
    }
}

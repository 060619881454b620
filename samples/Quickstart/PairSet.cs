using System.Security.Cryptography;
using System.Text;
using CortexSharp.Files;

namespace CortexSharp.Samples.Quickstart;

/// <summary>Training pairs and held-out pairs.</summary>
internal sealed class PairSet
{
    private const int HeldOutPercent = 20;

    private PairSet(List<Pair> training, List<Pair> validation, bool isTheSamplesOwn)
    {
        Training = training;
        Validation = validation;
        IsTheSamplesOwn = isTheSamplesOwn;
        Fingerprint = FingerprintOf(training, validation);
        var distinct = training.Select(p => p.Completion).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        // Labels are few, short, and each is given to several prompts; otherwise completions are free text.
        Labels = distinct.Count <= 500 && distinct.Count * 3 <= training.Count
            && distinct.All(c => c.Length is > 0 and <= 80 && !c.Contains('\n', StringComparison.Ordinal)) ? distinct : [];
    }

    public IReadOnlyList<Pair> Training { get; }

    public IReadOnlyList<Pair> Validation { get; }

    /// <summary>Whether these are the tickets that come with the sample.</summary>
    public bool IsTheSamplesOwn { get; }

    /// <summary>The distinct completions when they are labels; empty when they are free text.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Names this data: another run over the same pairs finds its tables, job and answers by it.</summary>
    public string Fingerprint { get; }

    public static async Task<PairSet> LoadAsync(
        string? data, string? validation, string promptColumn, string completionColumn, CancellationToken cancellationToken)
    {
        var isTheSamplesOwn = data is null;
        if (data is null)
        {
            if (validation is not null)
                throw new UserErrorException("--validation needs --data.");
            data = Path.Combine(AppContext.BaseDirectory, "data", "support-train.csv");
            validation = Path.Combine(AppContext.BaseDirectory, "data", "support-validation.csv");
        }

        var training = await ReadAsync(data, promptColumn, completionColumn, cancellationToken);
        if (validation is not null)
            return new(training, await ReadAsync(validation, promptColumn, completionColumn, cancellationToken), isTheSamplesOwn);
        var byHash = training.ToLookup(p => SHA256.HashData(Encoding.UTF8.GetBytes(p.Prompt))[0] * 100 / 256 < HeldOutPercent);
        var (kept, heldOut) = (byHash[false].ToList(), byHash[true].ToList());
        return kept.Count == 0 || heldOut.Count == 0
            ? throw new UserErrorException($"{data} has too few rows ({training.Count}) to hold some out; give them with --validation.")
            : new(kept, heldOut, isTheSamplesOwn);
    }

    private static async Task<List<Pair>> ReadAsync(string path, string promptColumn, string completionColumn, CancellationToken cancellationToken)
    {
        try
        {
            var pairs = new List<Pair>();
            await using var reader = await RecordReader.OpenAsync(path, cancellationToken: cancellationToken);
            if (reader.Columns is { Count: > 0 } columns)
            {
                Require(columns, promptColumn, "--prompt-column", path);
                Require(columns, completionColumn, "--completion-column", path);
            }

            await foreach (var record in reader.WithCancellation(cancellationToken))
            {
                Require(record.Names, promptColumn, "--prompt-column", path);
                Require(record.Names, completionColumn, "--completion-column", path);
                if (record[promptColumn] is not { Length: > 0 } prompt || record[completionColumn] is not { Length: > 0 } completion)
                    throw new UserErrorException($"{path}, line {record.LineNumber}: prompt or completion is empty.");
                pairs.Add(new(prompt, completion));
            }

            return pairs.Count > 0 ? pairs : throw new UserErrorException($"{path} has no rows.");
        }
        catch (FileNotFoundException)
        {
            throw new UserErrorException($"There is no file {path}.");
        }
        catch (Exception error) when (error is MalformedRecordException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(error.Message.ReplaceLineEndings(" "));
        }
    }

    private static void Require(IReadOnlyList<string> columns, string column, string option, string path)
    {
        if (!columns.Contains(column))
            throw new UserErrorException($"{path} has no column '{column}'; it has {string.Join(", ", columns)}. Name the right one with {option}.");
    }

    private static string FingerprintOf(List<Pair> training, List<Pair> validation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var pair in training.Append(new("", "")).Concat(validation))
        {
            foreach (var text in (string[])[pair.Prompt, pair.Completion])
            {
                hash.AppendData(BitConverter.GetBytes(text.Length));
                hash.AppendData(Encoding.UTF8.GetBytes(text));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..12];
    }
}

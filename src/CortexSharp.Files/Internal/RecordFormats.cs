namespace CortexSharp.Files.Internal;

internal static class RecordFormats
{
    public static RecordFormat FromPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => RecordFormat.Jsonl,
            ".csv" => RecordFormat.Csv,
            ".tsv" => RecordFormat.Tsv,
            _ => throw new ArgumentException(
                $"The extension of '{path}' names no record format. Known are .csv, .tsv, .jsonl and .ndjson; else pass the format.", nameof(path)),
        };
    }

    public static char Separator(RecordFormat format) => format is RecordFormat.Tsv ? '\t' : ',';

    public static void ThrowIfUnknown(RecordFormat format)
    {
        if (!Enum.IsDefined(format)) throw new ArgumentOutOfRangeException(nameof(format), format, "Not a record format.");
    }
}

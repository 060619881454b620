using System.Text.Json;

namespace CortexSharp.FineTuning;

/// <summary>
/// Reads what <c>FINETUNE</c> answers. Only the id and the status are relied on; all else may be missing, and unknown fields are kept.
/// </summary>
/// <remarks>
/// The forms are those of Snowflake's pages FINETUNE ('DESCRIBE') and ('SHOW') in several versions, and of its Python client's tests.
/// </remarks>
internal static class FineTuningJobReader
{
    public static FineTuningJob ReadJob(string? cell, string? jobId)
    {
        var root = Parse(cell);
        if (root.ValueKind is not JsonValueKind.Object)
            throw Unexpected("a JSON object", jobId);
        return ReadJob(root, jobId);
    }

    public static IReadOnlyList<FineTuningJob> ReadJobs(string? cell)
    {
        var root = Parse(cell);
        if (root.ValueKind is not JsonValueKind.Array)
            throw Unexpected("a JSON array", null);
        return [.. root.EnumerateArray().Select(static element => ReadJob(element, null))];
    }

    private static FineTuningJob ReadJob(JsonElement root, string? jobId)
    {
        if ((Text(root, "id") ?? jobId) is not { Length: > 0 } id || Text(root, "status") is not { } status)
            throw Unexpected("an object with id and status", jobId);
        return new FineTuningJob(id, new FineTuningStatus(status))
        {
            Progress = Member(root, "progress") is { ValueKind: JsonValueKind.Number } progress ? Math.Clamp(progress.GetDouble(), 0, 1) : null,
            BaseModel = Text(root, "base_model"),
            Model = Text(root, "model"),
            CreatedAt = Time(root, "created_on"),
            FinishedAt = Time(root, "finished_on"),
            TrainingQuery = Text(root, "training_data"),
            ValidationQuery = Text(root, "validation_data"),
            TrainedTokens = Whole(root, "trained_tokens"),
            Losses = Losses(Member(root, "training_result")),
            MaxEpochs = Member(root, "options") is { ValueKind: JsonValueKind.Object } options ? (int?)Whole(options, "max_epochs") : null,
            Error = Error(Member(root, "error")),
            Raw = root,
        };
    }

    /// <summary>The server may give an OBJECT, or text that holds one, or the text quoted once more.</summary>
    private static JsonElement Parse(string? cell)
    {
        try
        {
            var root = JsonElement.Parse(cell ?? "null");
            return root.ValueKind is JsonValueKind.String ? JsonElement.Parse(root.GetString()!) : root;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>An object in every sample, an array of objects by the Python client's type.</summary>
    private static IReadOnlyList<TrainingLoss> Losses(JsonElement? result) => result switch
    {
        { ValueKind: JsonValueKind.Object } one => [Loss(one)],
        { ValueKind: JsonValueKind.Array } several =>
            [.. several.EnumerateArray().Where(static e => e.ValueKind is JsonValueKind.Object).Select(Loss)],
        _ => [],
    };

    private static TrainingLoss Loss(JsonElement result) => new(Number(result, "training_loss"), Number(result, "validation_loss"));

    private static FineTuningError? Error(JsonElement? error) => error switch
    {
        { ValueKind: JsonValueKind.Object } both => new(Text(both, "code"), Text(both, "message") ?? both.GetRawText()),
        { ValueKind: JsonValueKind.String } message => new(null, message.GetString()!),
        _ => null,
    };

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>An empty text means not given: the server echoes a missing validation query so.</summary>
    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    private static double? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static long? Whole(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value
            ? (value.TryGetInt64(out var whole) ? whole : (long)value.GetDouble())
            : null;

    /// <summary>Epoch milliseconds.</summary>
    private static DateTimeOffset? Time(JsonElement element, string name) =>
        Whole(element, name) is { } ms and > -62_135_596_800_000 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private static CortexException Unexpected(string expected, string? jobId) => new(
        CortexErrorKind.UnexpectedResponse,
        $"FINETUNE answered in a form that this version of CortexSharp does not know; {expected} was expected.")
    {
        JobId = jobId,
    };
}

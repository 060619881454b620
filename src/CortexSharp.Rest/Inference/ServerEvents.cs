using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Unicode;

namespace CortexSharp.Rest.Inference;

/// <summary>Reads a body of server-sent events.</summary>
internal static class ServerEvents
{
    private const string ErrorType = "error";

    /// <summary>The events as they come in.</summary>
    /// <param name="body">The body; the caller disposes it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="JsonException">An event is not JSON in UTF-8: what is missing of the answer then cannot be known.</exception>
    public static IAsyncEnumerable<ServerEvent> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        SseParser.Create(new ClosingStream(body), Parse).EnumerateAsync(cancellationToken).Select(static item => item.Data);

    private static ServerEvent Parse(string type, ReadOnlySpan<byte> data)
    {
        data = data.Trim(" \n"u8);
        if (data.SequenceEqual("[DONE]"u8))
            return new(ServerEventKind.Done, default);
        // Validated here, because JsonElement would tell only when a text is taken out of it.
        if (!Utf8.IsValid(data))
            throw new JsonException("The event is not UTF-8.");
        if (type == ErrorType)
            return new(ServerEventKind.Error, ErrorOf(data));
        // An event by another name that holds no JSON, such as a ping, is none of ours. One without a name must be JSON.
        return new(ServerEventKind.Data, type == SseParser.EventTypeDefault && data.Length > 0 ? JsonElement.Parse(data) : TryParse(data));
    }

    /// <summary>An error need not be JSON: then its words are kept.</summary>
    private static JsonElement ErrorOf(ReadOnlySpan<byte> data) => TryParse(data) is { ValueKind: JsonValueKind.Undefined } && data.Length > 0
        ? JsonElement.Parse($"\"{JsonEncodedText.Encode(data)}\"")
        : TryParse(data);

    private static JsonElement TryParse(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CortexSharp.Completions;

/// <summary>Shorter ways to ask.</summary>
public static class CortexCompleteClientExtensions
{
    /// <summary>Asks with a single prompt and the server's defaults.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">A base model's name, or the full name of a tuned model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">There is no answer.</exception>
    public static Task<CompletionResult> CompleteAsync(
        this ICortexCompleteClient client, string model, string prompt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CompleteAsync(new CompletionRequest(model, prompt), cancellationToken);
    }

    /// <summary>Asks for an answer of a type: the response schema is derived from it, unless the request has one.</summary>
    /// <typeparam name="T">A type that is a JSON object; see <see cref="ResponseSchema.Of{T}"/>.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The question.</param>
    /// <param name="typeInfo">The type's metadata, from a source-generated context.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="StructuredOutputException">The model answered with something else; the exception holds the text.</exception>
    /// <exception cref="CortexException">There is no answer.</exception>
    public static async Task<T> CompleteAsync<T>(
        this ICortexCompleteClient client, CompletionRequest request, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(typeInfo);
        var asked = request.ResponseSchema is null ? request with { ResponseSchema = ResponseSchema.Of(typeInfo) } : request;
        var result = await client.CompleteAsync(asked, cancellationToken).ConfigureAwait(false);
        try
        {
            var value = result.StructuredValue is { ValueKind: not JsonValueKind.String } json
                ? json.Deserialize(typeInfo)
                : JsonSerializer.Deserialize(result.Text, typeInfo);
            if (value is not null)
                return value;
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }

        throw Unreadable(null);

        // The inner exception's message gives path and position, not the text.
        StructuredOutputException Unreadable(JsonException? inner) =>
            new(
                result.Text,
                $"The answer of {result.Model ?? request.Model} cannot be read as {typeof(T).Name}; its text is in "
                + $"{nameof(StructuredOutputException.RawText)}. Was it cut off by max_tokens?", inner)
            {
                Model = result.Model ?? request.Model,
                QueryId = result.QueryId,
            };
    }

    /// <summary>Counts the tokens of a text for a base model.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">A base model's name in lower case.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">Snowflake does not count for this model.</exception>
    public static Task<TokenCount> CountTokensAsync(
        this ICortexCompleteClient client, string model, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CountTokensAsync(new TokenCountRequest(model, text), cancellationToken);
    }
}

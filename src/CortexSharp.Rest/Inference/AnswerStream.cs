using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>
/// Reads the body in which an answer comes, by its content type: the specification promises events only, and JSON comes all the same.
/// </summary>
internal static class AnswerStream
{
    /// <summary>
    /// Whether a body is JSON in one piece rather than events; a body without a type is events, as Snowflake's own client takes it.
    /// </summary>
    public static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The pieces as they come; the last one holds the result. An answer in one piece is that last one.</summary>
    /// <param name="response">The response; the caller disposes it.</param>
    /// <param name="form">What was asked for.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="CortexException">There is no answer, or it broke off.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static async IAsyncEnumerable<CompletionUpdate> ReadAsync(
        HttpResponseMessage response, CompletionForm form, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var requestId = RestError.RequestIdOf(response);
        var answer = new AnswerReader(form, requestId);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (IsJson(response))
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            ThrowIfError(document.RootElement);
            answer.ReadWhole(document.RootElement.Clone());
            var whole = answer.Finish();
            yield return new CompletionUpdate(whole.Text) { Result = whole };
            yield break;
        }

        if (response.Content.Headers.ContentType?.MediaType is { } type and not "text/event-stream")
        {
            throw new CortexException(
                CortexErrorKind.UnexpectedResponse,
                $"The answer of {form.Model} has the content type {type}: neither JSON nor events. Check the account's host; a proxy may answer in "
                + "its place.");
        }

        await foreach (var piece in ServerEvents.ReadAsync(body, cancellationToken).ConfigureAwait(false))
        {
            if (piece.Kind is ServerEventKind.Done)
            {
                answer.ReadEnd();
                break;
            }

            if (piece.Kind is ServerEventKind.Error)
                throw Error(piece.Body);
            ThrowIfError(piece.Body);
            foreach (var update in answer.Read(piece.Body))
                yield return update;
        }

        yield return new CompletionUpdate("") { Result = answer.Finish() };

        void ThrowIfError(JsonElement piece)
        {
            // Without an answer, a code is an error in Snowflake's own form.
            if (piece.Member("error").ValueKind is JsonValueKind.Object or JsonValueKind.String
                || (piece.Member("choices").ValueKind is JsonValueKind.Undefined
                    && piece.Member("code").ValueKind is JsonValueKind.String or JsonValueKind.Number))
            {
                throw Error(piece);
            }
        }

        CortexException Error(JsonElement piece) =>
            InferenceErrors.WithinAnswer(RestError.Of(piece, response.StatusCode, requestId), form.Model);
    }
}

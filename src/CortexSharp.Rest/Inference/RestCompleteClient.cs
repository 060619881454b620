using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Diagnostics;
using CortexSharp.Rest.Http;

namespace CortexSharp.Rest.Inference;

/// <summary>Asks models over REST, truly streamed and with each turn of a conversation as it is; what only SQL can do goes to the client for SQL.</summary>
/// <param name="transport">Sends requests to the account.</param>
/// <param name="sql">The client for SQL: tables, token counts, and the fallback if it is chosen.</param>
/// <param name="options">How questions go.</param>
/// <param name="configuredRole">The role that statements are configured to run as; null for none.</param>
/// <param name="time">The clock.</param>
internal sealed class RestCompleteClient(RestTransport transport, ICortexCompleteClient sql, RestInferenceOptions options, string? configuredRole, TimeProvider time) : ICortexCompleteClient
{
    private readonly InferenceRouting _routing = new(options, configuredRole);
    private readonly InferenceTransport _transport = new(transport, options, time);

    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var endpoint = _routing.Route(request);
        if (endpoint is InferenceEndpoint.Sql)
            return await sql.CompleteAsync(request, cancellationToken).ConfigureAwait(false);
        CompletionResult? result = null;
        await foreach (var update in AskAsync(request, endpoint, stream: false, cancellationToken).ConfigureAwait(false))
            result = update.Result;
        return result!;
    }

    public IAsyncEnumerable<CompletionUpdate> StreamAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var endpoint = _routing.Route(request);
        return endpoint is InferenceEndpoint.Sql ? sql.StreamAsync(request, cancellationToken) : AskAsync(request, endpoint, stream: true, cancellationToken);
    }

    public IAsyncEnumerable<TableCompletion> CompleteTableAsync(TableCompletionRequest request, CancellationToken cancellationToken = default) => sql.CompleteTableAsync(request, cancellationToken);

    public Task<TokenCount> CountTokensAsync(TokenCountRequest request, CancellationToken cancellationToken = default) => sql.CountTokensAsync(request, cancellationToken);

    /// <summary>Asks; the last update holds the result. Leaving the enumeration closes the connection.</summary>
    private async IAsyncEnumerable<CompletionUpdate> AskAsync(
        CompletionRequest request, InferenceEndpoint endpoint, bool stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var timeout = request.Execution?.Timeout ?? options.Timeout;
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var operation = CompletionTelemetry.Start(request, stream);
        var updates = AnswerAsync(request, endpoint, stream, timeout, linked.Token).GetAsyncEnumerator(linked.Token);
        await using var enumeration = updates.ConfigureAwait(false);
        for (var isFirst = true; ; isFirst = false)
        {
            // No yield may stand in a try with a catch.
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    yield break;
                if (stream && isFirst)
                    operation.Began();
                if (updates.Current.Result is { } result)
                    operation.Succeeded(result);
            }
            catch (Exception exception)
            {
                // A body that is cancelled while it is read may fail in other ways than by saying so.
                cancellationToken.ThrowIfCancellationRequested();
                var failure = Translate(exception, request.Model, deadline.IsCancellationRequested ? timeout : null);
                operation.Failed(failure);
                if (failure == exception)
                    throw;
                throw failure;
            }

            yield return updates.Current;
        }
    }

    private async IAsyncEnumerable<CompletionUpdate> AnswerAsync(
        CompletionRequest request, InferenceEndpoint endpoint, bool stream, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = RequestWriter.Write(request, endpoint, stream);
        using var response = await _transport.SendAsync(endpoint, body, request.Model, timeout, cancellationToken).ConfigureAwait(false);
        var requestId = RestError.RequestIdOf(response);
        var form = new CompletionForm(request.Model, request.ResponseSchema is not null, HasErrorDetails: false, request.Options?.Guardrails is true, HistoryMode.Messages);
        var answer = new AnswerReader(form, requestId);
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (InferenceTransport.IsJson(response))
        {
            using var whole = await JsonDocument.ParseAsync(content, cancellationToken: cancellationToken).ConfigureAwait(false);
            ThrowIfError(whole.RootElement, response, request.Model);
            answer.ReadWhole(whole.RootElement.Clone());
        }
        else
        {
            CheckEvents(response, request.Model);
            await foreach (var piece in ServerEvents.ReadAsync(content, cancellationToken).ConfigureAwait(false))
            {
                if (piece.Kind is ServerEventKind.Done)
                {
                    answer.ReadEnd();
                    break;
                }

                if (piece.Kind is ServerEventKind.Error)
                    throw InferenceErrors.WithinAnswer(RestError.Of(piece.Body, response.StatusCode, requestId), request.Model);
                ThrowIfError(piece.Body, response, request.Model);
                foreach (var update in answer.Read(piece.Body))
                    yield return update;
            }
        }

        var result = answer.Finish();
        yield return new CompletionUpdate(Whole(response, result)) { Result = result };
    }

    /// <summary>An answer that was not streamed comes in the one update that holds its result.</summary>
    private static string Whole(HttpResponseMessage response, CompletionResult result) => InferenceTransport.IsJson(response) ? result.Text : "";

    /// <summary>Events, or a body without a type, which Snowflake's own client takes for events too.</summary>
    private static void CheckEvents(HttpResponseMessage response, string model)
    {
        if (response.Content.Headers.ContentType?.MediaType is { } type and not "text/event-stream")
            throw new CortexException(CortexErrorKind.UnexpectedResponse, $"{model} was answered for by content of type {type}: neither JSON nor events. Check the account's host; a proxy may answer in its place.");
    }

    private static void ThrowIfError(JsonElement piece, HttpResponseMessage response, string model)
    {
        var hasError = piece.Member("error").ValueKind is JsonValueKind.Object or JsonValueKind.String;
        // Without an answer, a code is an error in Snowflake's own form.
        if (hasError || (piece.Member("choices").ValueKind is JsonValueKind.Undefined && piece.Text("code") is not null))
            throw InferenceErrors.WithinAnswer(RestError.Of(piece, response.StatusCode, RestError.RequestIdOf(response)), model);
    }

    private static Exception Translate(Exception exception, string model, TimeSpan? timeout)
    {
        switch (exception)
        {
            case CortexException known:
                known.AddModel(model);
                return known;
            case OperationCanceledException or HttpRequestException or IOException when timeout is not null:
            case OperationCanceledException { InnerException: TimeoutException }:
                var within = timeout is null ? "the time that the HttpClient allows" : timeout.ToString();
                return new CortexException(CortexErrorKind.Timeout, $"{model} gave no whole answer within {within}; what it wrote may be billed. Allow more time or ask for fewer tokens.", exception) { Model = model };
            case HttpRequestException or IOException:
                return ConnectionErrors.ToException(exception, model);
            case JsonException:
                // Without the exception's words: they may quote the answer.
                return new CortexException(CortexErrorKind.UnexpectedResponse, $"{model} answered with something that is not the JSON that CortexSharp knows. What came before may be billed.") { Model = model };
            default:
                return exception;
        }
    }
}

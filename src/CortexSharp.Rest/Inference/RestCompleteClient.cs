using System.Runtime.CompilerServices;
using CortexSharp.Completions;
using CortexSharp.Diagnostics;
using CortexSharp.Rest.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CortexSharp.Rest.Inference;

/// <summary>
/// Asks models over REST, truly streamed and with each turn of a conversation as it is. What only SQL can do goes to the client for SQL.
/// </summary>
/// <param name="transport">Sends requests to the account.</param>
/// <param name="sql">The client for SQL: tables, token counts, and the fallback if it is chosen.</param>
/// <param name="options">How questions go.</param>
/// <param name="configuredRole">The role that statements are configured to run as; null for none.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of repeats.</param>
internal sealed class RestCompleteClient(
    RestTransport transport,
    ICortexCompleteClient sql,
    RestInferenceOptions options,
    string? configuredRole,
    TimeProvider time,
    ILogger<RestCompleteClient>? logger = null)
    : ICortexCompleteClient
{
    private readonly InferenceRouting _routing = new(options, configuredRole);
    private readonly InferenceTransport _transport = new(transport, options, time, logger ?? NullLogger<RestCompleteClient>.Instance);

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
        return endpoint is InferenceEndpoint.Sql
            ? sql.StreamAsync(request, cancellationToken)
            : AskAsync(request, endpoint, stream: true, cancellationToken);
    }

    public IAsyncEnumerable<TableCompletion> CompleteTableAsync(TableCompletionRequest request, CancellationToken cancellationToken = default) =>
        sql.CompleteTableAsync(request, cancellationToken);

    public Task<TokenCount> CountTokensAsync(TokenCountRequest request, CancellationToken cancellationToken = default) =>
        sql.CountTokensAsync(request, cancellationToken);

    /// <summary>Asks within the time allowed; every failure is told and measured. Leaving the enumeration closes the connection.</summary>
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
                var failure =
                    InferenceErrors.Translate(exception, request.Model, deadline.IsCancellationRequested ? timeout : null, cancellationToken);
                operation.Failed(failure);
                if (failure == exception)
                    throw;
                throw failure;
            }

            yield return updates.Current;
        }
    }

    private async IAsyncEnumerable<CompletionUpdate> AnswerAsync(
        CompletionRequest request, InferenceEndpoint endpoint, bool stream, TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = RequestWriter.Write(request, endpoint, stream);
        using var response = await _transport.SendAsync(endpoint, body, request.Model, timeout, cancellationToken).ConfigureAwait(false);
        var form = new CompletionForm(
            request.Model, request.ResponseSchema is not null, HasErrorDetails: false, request.Options?.Guardrails is true, HistoryMode.Messages);
        await foreach (var update in AnswerStream.ReadAsync(response, form, cancellationToken).ConfigureAwait(false))
            yield return update;
    }
}

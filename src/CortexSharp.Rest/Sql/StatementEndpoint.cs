using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CortexSharp.Rest.Http;
using Polly;
using Polly.Retry;

namespace CortexSharp.Rest.Sql;

/// <summary>The four requests of the SQL API, each repeated as far as that is safe.</summary>
internal sealed class StatementEndpoint(RestTransport transport, RestSqlExecutorOptions options)
{
    public const string Path = "api/v2/statements";

    private readonly ResiliencePipeline<StatementReply> _retries = CreateRetries(options);

    /// <summary>Sends a statement. It is sent again only under the same id, which the server runs once.</summary>
    /// <param name="request">The statement.</param>
    /// <param name="isResubmission">Whether it may have been sent before this call.</param>
    /// <param name="wait">Stops the repetitions, but not a try under way: its response may hold the handle that is needed to cancel.</param>
    /// <param name="abort">Stops the try under way.</param>
    public async Task<StatementReply> SubmitAsync(StatementRequest request, bool isResubmission, CancellationToken wait, CancellationToken abort)
    {
        // The mark of a resubmission makes the server search its history, so it is set only when an earlier try may have arrived there.
        return await RepeatAsync(Try, wait).ConfigureAwait(false);

        async ValueTask<StatementReply> Try(CancellationToken _)
        {
            try
            {
                var reply = await SendAsync(() => request.ToMessage(isResubmission), hasEnvelope: true, abort).ConfigureAwait(false);
                isResubmission |= reply.MayHaveRun;
                return reply;
            }
            catch (Exception exception) when (!(exception is HttpRequestException attempt && ConnectionErrors.NeverSent(attempt)))
            {
                isResubmission = true;
                throw;
            }
        }
    }

    /// <summary>Asks for a statement's state, and for its first rows when it has finished.</summary>
    public Task<StatementReply> GetAsync(string handle, CancellationToken cancellationToken) =>
        RepeatAsync(token => new(SendAsync(() => new(HttpMethod.Get, PathOf(handle)), hasEnvelope: true, token)), cancellationToken);

    /// <summary>Fetches a further part of a finished statement's rows.</summary>
    public Task<StatementReply> GetPartitionAsync(string handle, int partition, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{PathOf(handle)}?partition={partition}");
        return RepeatAsync(token => new(SendAsync(() => new(HttpMethod.Get, path), hasEnvelope: false, token)), cancellationToken);
    }

    /// <summary>Ends a running statement.</summary>
    public async Task CancelAsync(string handle, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(handle)}/cancel";
        var reply = await RepeatAsync(
            token => new(SendAsync(() => new(HttpMethod.Post, path), hasEnvelope: true, token)), cancellationToken).ConfigureAwait(false);
        reply.Dispose();
    }

    private static string PathOf(string handle) => $"{Path}/{Uri.EscapeDataString(handle)}";

    /// <summary>
    /// Sends a request once, and receives its response, for a limited time: a server that never answers must not hold a call for ever.
    /// </summary>
    private async Task<StatementReply> SendAsync(Func<HttpRequestMessage> request, bool hasEnvelope, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        (HttpResponseMessage Response, StatementReply Reply)? read = null;
        using var response = await transport.SendAsync(Prepared, IsRefusedAsync, both.Token).ConfigureAwait(false);
        if (read is { } known && known.Response == response)
            return known.Reply;
        read?.Reply.Dispose();
        return await StatementReply.ReadAsync(response, hasEnvelope, options.TimeProvider, both.Token).ConfigureAwait(false);

        HttpRequestMessage Prepared()
        {
            var message = request();
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            return message;
        }

        // An expired token may be refused inside a success, which only its body tells.
        async Task<bool> IsRefusedAsync(HttpResponseMessage received, CancellationToken token)
        {
            var reply = await StatementReply.ReadAsync(received, hasEnvelope, options.TimeProvider, token).ConfigureAwait(false);
            read = (received, reply);
            return reply.IsTokenExpired;
        }
    }

    private async Task<StatementReply> RepeatAsync(Func<CancellationToken, ValueTask<StatementReply>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.ExecuteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not CortexException && !cancellationToken.IsCancellationRequested)
        {
            throw StatementErrors.OfTransport(exception);
        }
    }

    private static ResiliencePipeline<StatementReply> CreateRetries(RestSqlExecutorOptions options)
    {
        if (options.Retries == 0)
            return ResiliencePipeline<StatementReply>.Empty;
        return new ResiliencePipelineBuilder<StatementReply> { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions<StatementReply>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = static attempt => new(attempt.Outcome.Exception is { } exception
                    ? IsLost(exception, attempt.Context.CancellationToken)
                    : attempt.Outcome.Result!.IsTransient),
                DelayGenerator = static attempt => new(attempt.Outcome.Result?.Error?.RetryAfter),
                OnRetry = static attempt =>
                {
                    attempt.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Whether the response was lost, or came broken, which is the same.</summary>
    private static bool IsLost(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException request when ConnectionErrors.NeverSent(request) => ConnectionErrors.MayRepeat(request),
        HttpRequestException or IOException or JsonException or InvalidDataException => true,
        // A time limit, this one's or HttpClient's own.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}

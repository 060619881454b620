using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CortexSharp.Diagnostics;
using CortexSharp.Rest.Http;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CortexSharp.Rest.Inference;

/// <summary>Sends a question until an answer begins, repeating only what ran nothing, or may have timed out if that is allowed.</summary>
/// <remarks>
/// A completion is billed, and there is no id by which the server would know a repeat. Proof that nothing ran: throttling (429, or 400 with
/// that text), a connection that never came about, a refused token. No proof: 503 and 504, which Snowflake's client repeats all the same; see
/// <see cref="RestInferenceOptions.RetryTimeouts"/>. Never repeated: 500, a connection lost after the request was sent, and anything once an
/// answer began.
/// </remarks>
internal sealed class InferenceTransport
{
    private const string SessionExpired = "390112";
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly RestTransport _transport;
    private readonly RestInferenceOptions _options;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<InferenceAttempt> _pipeline;

    public InferenceTransport(RestTransport transport, RestInferenceOptions options, TimeProvider time, ILogger logger)
    {
        _transport = transport;
        _options = options;
        _time = time;
        var builder = new ResiliencePipelineBuilder<InferenceAttempt> { TimeProvider = time };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<InferenceAttempt>
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = static arguments => new(arguments.Outcome.Result.MayRepeat),
                DelayGenerator = static arguments => new(Backoff.Delay(arguments.AttemptNumber, arguments.Outcome.Result.RetryAfter)),
                OnRetry = arguments =>
                {
                    var failure = arguments.Outcome.Result.Failure!;
                    LogMessages.AskingAgain(logger, failure.Model!, failure.Kind.Value, arguments.RetryDelay.TotalSeconds);
                    return default;
                },
            });
        }

        _pipeline = builder.Build();
    }

    /// <summary>Sends a question and gives the response in which an answer begins; the caller disposes it.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="body">The question.</param>
    /// <param name="model">The model's name, for errors.</param>
    /// <param name="timeout">The time that the whole call has: a longer wait is not begun.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CortexException">The server refused, or could not be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        InferenceEndpoint endpoint, ReadOnlyMemory<byte> body, string model, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var path = endpoint is InferenceEndpoint.ChatCompletions ? "/api/v2/cortex/v1/chat/completions" : "/api/v2/cortex/inference:complete";
        var attempt = await _pipeline.ExecuteAsync(
            static async (state, token) =>
            {
                var attempt = await state.Self.TryAsync(state.Path, state.Body, state.Model, token).ConfigureAwait(false);
                return attempt with { MayRepeat = attempt.MayRepeat && !(attempt.RetryAfter > state.Timeout) };
            },
            (Self: this, Path: path, Body: body, Model: model, Timeout: timeout),
            cancellationToken).ConfigureAwait(false);
        return attempt.Response ?? throw attempt.Failure!;
    }

    private async Task<InferenceAttempt> TryAsync(string path, ReadOnlyMemory<byte> body, string model, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _transport.SendAsync(() => Request(path, body), IsSessionExpiredAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return new(null, ConnectionErrors.ToException(exception, model), ConnectionErrors.MayRepeat(exception));
        }

        if (response.IsSuccessStatusCode && !await IsSessionExpiredAsync(response, cancellationToken).ConfigureAwait(false))
            return new(response, null);
        using (response)
        {
            var error = await RestError.ReadAsync(response, _time, cancellationToken).ConfigureAwait(false);
            var failure = InferenceErrors.ToException(error, model);
            return new(null, failure, MayRepeat(error, failure), error.RetryAfter);
        }
    }

    private bool MayRepeat(RestError error, CortexException failure) => error.Status switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.BadRequest => failure.Kind == CortexErrorKind.Throttled,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => _options.RetryTimeouts || failure.Kind == CortexErrorKind.Throttled,
        _ => false,
    };

    private static HttpRequestMessage Request(string path, ReadOnlyMemory<byte> body) => new(HttpMethod.Post, path)
    {
        Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } },
        Headers = { Accept = { new("application/json"), new("text/event-stream") } },
    };

    /// <summary>Snowflake says of an expired session token with status 200; nothing was executed then.</summary>
    private static async Task<bool> IsSessionExpiredAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK || !AnswerStream.IsJson(response))
            return false;
        await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return RestError.Of(JsonElement.Parse(body), response.StatusCode, null).Code == SessionExpired;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using System.Net;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Http;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Sql;

/// <summary>Runs statements through Snowflake's SQL API v2: HTTP and JSON, no driver.</summary>
/// <remarks>
/// <para>A statement is sent to run in the background, where its handle comes at once, whenever it may have to be found again or
/// stopped: when there is a token that can be cancelled, a time limit, a request id, or an effect other than
/// <see cref="SqlEffect.Read"/>. Any other costs one request.</para>
/// <para>Each statement has a request id. After a lost response it is sent again under this id, marked as a resubmission, and Snowflake
/// does not run it a second time. An id of the caller's is marked from the first: a process that is no more may have sent it. Requests
/// that only read are repeated freely.</para>
/// <para>A result is whole when it is handed out, so leaving its rows early stops the fetching and nothing on the server. A cancelled
/// token, or a time limit that has passed, ends a statement that still runs on the server before the call returns, for as long as
/// <see cref="RestSqlExecutorOptions.CancelPatience"/>.</para>
/// <para>The API has no session: file transfer, transactions, <c>USE</c>, <c>SET</c>, <c>ALTER SESSION</c>, temporary objects and
/// several statements in one text are refused by name.</para>
/// </remarks>
public sealed class RestSqlExecutor : IResumableSqlExecutor
{
    // The code of a result that is too large for the API, which then sends a part of it as if it were the whole.
    private const string IncompleteResult = "391908";

    private readonly RestSqlExecutorOptions _options;
    private readonly StatementEndpoint _endpoint;

    /// <summary>Makes an executor.</summary>
    /// <param name="http">
    /// Sends the requests; its <see cref="HttpClient.BaseAddress"/> is the account's address. The caller keeps and disposes it.
    /// </param>
    /// <param name="credentials">Proves who is calling.</param>
    /// <param name="options">How it works; default: as each property says.</param>
    /// <exception cref="ArgumentException">The client has no base address, or an option is out of its range.</exception>
    public RestSqlExecutor(HttpClient http, IRestCredentials credentials, RestSqlExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(credentials);
        if (http.BaseAddress is null)
        {
            throw new ArgumentException(
                "The client has no BaseAddress; set it to the account's, such as https://myorg-myaccount.snowflakecomputing.com/.", nameof(http));
        }

        (_options, _endpoint) = Prepare(new(http, credentials), options);
    }

    /// <summary>Makes an executor that shares what sends the requests.</summary>
    internal RestSqlExecutor(RestTransport transport, RestSqlExecutorOptions? options = null) => (_options, _endpoint) = Prepare(transport, options);

    /// <inheritdoc/>
    public async Task<SqlResult> ExecuteAsync(
        SqlStatement statement, SqlExecutionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statement);
        StatementRules.Check(statement.Text);
        var complete = _options.Complete(options);
        if (complete.Timeout is { } timeout && timeout <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{nameof(SqlExecutionOptions)}.{nameof(options.Timeout)} is {timeout}; it must be positive.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var isKnown = options?.RequestId is not null;
        var isAsync = isKnown || cancellationToken.CanBeCanceled || complete.Timeout is not null || complete.Effect != SqlEffect.Read;
        using var run = new StatementRun(_endpoint, _options, complete.Timeout, cancellationToken);
        var reply = await run.RunAsync(new StatementRequest(statement, complete, isAsync), isResubmission: isKnown).ConfigureAwait(false);
        return ResultOf(reply, null, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SqlResult> AttachAsync(string queryId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(queryId);
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new StatementRun(_endpoint, _options, null, cancellationToken);
        var reply = await run.AttachAsync(queryId).ConfigureAwait(false);
        if (!StatementErrors.IsUnknownStatement(reply))
            return ResultOf(reply, queryId, cancellationToken);
        using (reply)
            throw StatementErrors.NoStatement(queryId, reply);
    }

    private static (RestSqlExecutorOptions Options, StatementEndpoint Endpoint) Prepare(RestTransport transport, RestSqlExecutorOptions? options)
    {
        options ??= new();
        options.Validate();
        return (options, new(transport, options));
    }

    private SqlResult ResultOf(StatementReply reply, string? knownHandle, CancellationToken cancellationToken)
    {
        try
        {
            var envelope = reply.Envelope;
            var handle = envelope?.StatementHandle ?? knownHandle;
            if (reply.Status != HttpStatusCode.OK || envelope is null)
                throw StatementErrors.OfReply(reply, handle);
            if (envelope.Code == IncompleteResult)
            {
                throw new CortexException(
                    CortexErrorKind.NotSupported,
                    "The result is too large for the SQL API, which sent a part of it (391908). Select fewer rows or columns, or write it into a "
                    + "table and read that in pieces.")
                {
                    ErrorCode = 391908,
                    QueryId = handle,
                };
            }

            // A success without a result is a failure in disguise, such as an expired session.
            if (envelope.ResultSetMetaData?.RowType is null || handle is null)
                throw StatementErrors.OfReply(reply, handle);
            var rows = new StatementRows(_endpoint, handle, reply, _options.PartitionsAhead, cancellationToken);
            return new(rows.Schema.Columns, rows.ReadAsync(CancellationToken.None), envelope.Stats?.Total, handle, rows.DisposeAsync);
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }
}

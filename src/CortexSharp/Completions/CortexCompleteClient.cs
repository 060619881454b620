using System.Runtime.CompilerServices;
using CortexSharp.Diagnostics;
using CortexSharp.Sql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CortexSharp.Completions;

/// <summary>Asks models by SQL.</summary>
internal sealed class CortexCompleteClient : ICortexCompleteClient
{
    private readonly ISqlExecutor _executor;
    private readonly HistoryMode _historyMode;
    private readonly ILogger _logger;

    // Whether an account accepts return_error_details is known only by trying (it depends on a session parameter). Once refused, the
    // client does without for good.
    private volatile bool _errorDetailsRefused;

    public CortexCompleteClient(ISqlExecutor executor, HistoryMode historyMode = HistoryMode.Rendered, ILogger<CortexCompleteClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _historyMode = historyMode;
        _logger = logger ?? NullLogger<CortexCompleteClient>.Instance;
    }

    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        SqlCompletionRules.Check(request);
        using var operation = CompletionTelemetry.Start(request);
        try
        {
            // Which mode ran matters only when there is more than one turn; a lone prompt needs no history.
            var mode = request.Messages.Count == 1 ? HistoryMode.Rendered : request.HistoryMode ?? _historyMode;
            var result = mode is HistoryMode.LegacyComplete
                ? await CompleteLegacyAsync(request, cancellationToken).ConfigureAwait(false)
                : await WithOrWithoutDetailsAsync(details => CompleteSqlAsync(request, details, cancellationToken)).ConfigureAwait(false);
            operation.Succeeded(result);
            return result;
        }
        catch (Exception exception)
        {
            operation.Failed(exception);
            throw;
        }
    }

    public async IAsyncEnumerable<CompletionUpdate> StreamAsync(
        CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var result = await CompleteAsync(request, cancellationToken).ConfigureAwait(false);
        yield return new CompletionUpdate(result.Text) { Result = result };
    }

    public IAsyncEnumerable<TableCompletion> CompleteTableAsync(TableCompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SliceSize, 1);
        if (request.Execution?.RequestId is not null)
            throw new ArgumentException("A table completion is more than one statement, so it can have no RequestId.", nameof(request));
        request.Options?.Check();
        return new TableCompletionRun(_executor, request, this).RunAsync(cancellationToken);
    }

    public Task<TokenCount> CountTokensAsync(TokenCountRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var model = request.BaseModel ?? request.Model;
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return WithOrWithoutDetailsAsync(async details =>
        {
            var form = new CompletionForm(model, HasSchema: false, details, HasGuardrails: false, HistoryMode.Rendered);
            var (cell, queryId) = await CellAsync(
                CompletionStatements.CountTokens(model, request.Text, details), null, SqlEffect.Read, model, cancellationToken).ConfigureAwait(false);
            try
            {
                return new TokenCount(CompletionReader.ReadCount(cell, form, queryId), model, IsForBaseModel: request.BaseModel is not null);
            }
            catch (CortexException exception)
            {
                throw new CortexException(
                    exception.Kind,
                    $"The tokens for {model} cannot be counted: Snowflake counts for its own open base models only, by their lower-case names. For "
                    + $"a tuned model give {nameof(TokenCountRequest.BaseModel)}. ({exception.Message})",
                    exception)
                {
                    Model = model,
                    QueryId = queryId,
                };
            }
        });
    }

    /// <summary>Runs something with error details, and again without when the account refuses them.</summary>
    /// <remarks>The one place where a billable statement is sent again: the refusal comes when it is compiled, so nothing ran.</remarks>
    internal async Task<T> WithOrWithoutDetailsAsync<T>(Func<bool, Task<T>> run)
    {
        if (!_errorDetailsRefused)
        {
            try
            {
                return await run(true).ConfigureAwait(false);
            }
            catch (CortexException exception) when (exception.Kind == CortexErrorKind.ErrorDetailsNotAllowed)
            {
                _errorDetailsRefused = true;
                LogMessages.ErrorDetailsRefused(_logger);
            }
        }

        return await run(false).ConfigureAwait(false);
    }

    private async Task<CompletionResult> CompleteSqlAsync(CompletionRequest request, bool errorDetails, CancellationToken cancellationToken)
    {
        var statement = CompletionStatements.Complete(request, errorDetails);
        // Another statement than the one that was refused needs another id, or the executor would give the refusal again; the same one each time, so
        // that a repetition is known.
        var execution = !errorDetails && request.Execution is { RequestId: { } id }
            ? request.Execution with { RequestId = WithoutDetails(id) }
            : request.Execution;
        var (cell, queryId) = await CellAsync(statement, execution, SqlEffect.Billable, request.Model, cancellationToken).ConfigureAwait(false);
        return CompletionReader.Read(cell, FormOf(request, errorDetails, HistoryMode.Rendered), queryId);
    }

    private async Task<CompletionResult> CompleteLegacyAsync(CompletionRequest request, CancellationToken cancellationToken)
    {
        var statement = CompletionStatements.LegacyComplete(request);
        var (cell, queryId) =
            await CellAsync(statement, request.Execution, SqlEffect.Billable, request.Model, cancellationToken).ConfigureAwait(false);
        return CompletionReader.Read(cell, FormOf(request, errorDetails: false, HistoryMode.LegacyComplete), queryId);
    }

    private static Guid WithoutDetails(Guid requestId)
    {
        var bytes = requestId.ToByteArray();
        bytes[^1] ^= 0xFF;
        return new Guid(bytes);
    }

    private static CompletionForm FormOf(CompletionRequest request, bool errorDetails, HistoryMode mode) =>
        new(request.Model, request.ResponseSchema is not null, errorDetails, request.Options?.Guardrails ?? false, mode);

    private async Task<(string? Cell, string? QueryId)> CellAsync(
        SqlStatement statement, SqlExecutionOptions? options, SqlEffect effect, string model, CancellationToken cancellationToken)
    {
        try
        {
            var result =
                await _executor.ExecuteAsync(statement, (options ?? new()) with { Effect = effect }, cancellationToken).ConfigureAwait(false);
            await using (result.ConfigureAwait(false))
            {
                return await result.FirstAsync(cancellationToken).ConfigureAwait(false) is { } row
                    ? (row.GetOrDefault<string>(0), result.QueryId)
                    : throw new CortexException(CortexErrorKind.UnexpectedResponse, "The completion function gave no row.")
                    {
                        Model = model,
                        QueryId = result.QueryId,
                    };
            }
        }
        catch (CortexException exception)
        {
            exception.AddModel(model);
            throw;
        }
    }
}

using System.Runtime.CompilerServices;
using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>Counts what is asked through another client.</summary>
internal sealed class LoggedCompleteClient(ICortexCompleteClient inner, ICortexCallLog log) : ICortexCompleteClient
{
    public async Task<CompletionResult> CompleteAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        CompletionResult result;
        try
        {
            result = await inner.CompleteAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            CountFailed(request.Model, error);
            throw;
        }

        log.Count(request.Model, result.Usage);
        return result;
    }

    public IAsyncEnumerable<CompletionUpdate> StreamAsync(CompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CountedAsync(inner.StreamAsync(request, cancellationToken), request.Model, update => update.Result?.Usage, cancellationToken);
    }

    /// <remarks>
    /// One call, as the usage views have one row for its statement. A stored answer may have been paid for by an earlier request, so its tokens are
    /// not counted.
    /// </remarks>
    public IAsyncEnumerable<TableCompletion> CompleteTableAsync(TableCompletionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CountedAsync(
            inner.CompleteTableAsync(request, cancellationToken), request.Model, row => request.Destination is null ? row.Result?.Usage : null,
            cancellationToken);
    }

    // It calls no model.
    public Task<TokenCount> CountTokensAsync(TokenCountRequest request, CancellationToken cancellationToken = default) =>
        inner.CountTokensAsync(request, cancellationToken);

    private async IAsyncEnumerable<T> CountedAsync<T>(
        IAsyncEnumerable<T> answers, string model, Func<T, TokenUsage?> tokensOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TokenUsage? tokens = null;
        Exception? error = null;
        var items = answers.GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            try
            {
                while (await MoveAsync().ConfigureAwait(false))
                {
                    if (tokensOf(items.Current) is { } used)
                        tokens = tokens is null ? used : tokens + used;
                    yield return items.Current;
                }
            }
            finally
            {
                // Also when the caller left early: the model was called.
                if (error is null)
                    log.Count(model, tokens);
                else
                    CountFailed(model, error);
            }
        }

        async ValueTask<bool> MoveAsync()
        {
            try
            {
                return await items.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                error = e;
                throw;
            }
        }
    }

    /// <summary>Counts a call that failed, unless no model can have been called: what is not sent, or names none, may be any text.</summary>
    private void CountFailed(string model, Exception error)
    {
        if (error is ArgumentException || (error is CortexException cortex && cortex.Kind == CortexErrorKind.UnknownModel))
            return;
        log.Count(model, failed: true);
    }
}

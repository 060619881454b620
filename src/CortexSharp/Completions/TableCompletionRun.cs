using System.Runtime.CompilerServices;
using CortexSharp.Sql;

namespace CortexSharp.Completions;

/// <summary>One table completion, from checking the keys to streaming the answers.</summary>
internal sealed class TableCompletionRun(ISqlExecutor executor, TableCompletionRequest request, CortexCompleteClient client)
{
    private readonly TableCompletionStatements _statements = new(request);
    private readonly SqlExecutionOptions _options = request.Execution ?? new();

    public async IAsyncEnumerable<TableCompletion> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = await CheckKeysAsync(cancellationToken).ConfigureAwait(false);
        var answers = request.Destination is { } destination
            ? StoredAsync(destination, count, cancellationToken)
            : await client.WithOrWithoutDetailsAsync(details => QueryAsync(details, cancellationToken)).ConfigureAwait(false);
        await foreach (var answer in answers.ConfigureAwait(false))
            yield return answer;
    }

    /// <summary>Counts the rows. Keys that are null or repeated could not be told apart in the answers, so nothing is asked.</summary>
    private async Task<long> CheckKeysAsync(CancellationToken cancellationToken)
    {
        await foreach (var row in executor.QueryAsync(_statements.CheckKeys(), As(SqlEffect.Read), cancellationToken).ConfigureAwait(false))
        {
            var (all, keyed, distinct) = (row.Get<long>(0), row.Get<long>(1), row.Get<long>(2));
            if (keyed < all || distinct < keyed)
            {
                throw new CortexException(
                    CortexErrorKind.InvalidValue,
                    $"The key column {request.KeyColumn} has {all - keyed} NULLs and {keyed - distinct} repeats in {all} rows; every row needs a "
                    + "key of its own. Nothing was asked.");
            }

            return all;
        }

        throw new CortexException(CortexErrorKind.UnexpectedResponse, "Counting the source's rows gave no row.");
    }

    private async IAsyncEnumerable<TableCompletion> StoredAsync(
        SqlIdentifier destination, long count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await executor.ExecuteNonQueryAsync(AnswerTable.Create(destination), As(SqlEffect.Write), cancellationToken).ConfigureAwait(false);
        if (request.RetryFailed)
            await executor.ExecuteNonQueryAsync(_statements.DeleteFailed(destination), As(SqlEffect.Write), cancellationToken).ConfigureAwait(false);
        await client.WithOrWithoutDetailsAsync(details => AskAsync(destination, details, count, cancellationToken)).ConfigureAwait(false);

        // The error envelope was taken off in SQL.
        var form = FormOf(errorDetails: false);
        await foreach (var row in executor.QueryAsync(
            _statements.SelectAnswers(destination), As(SqlEffect.Read), cancellationToken).ConfigureAwait(false))
        {
            var error = row.GetOrDefault<string>("ERROR");
            if (row.IsNull("RUN"))
            {
                error = $"{CortexErrorKind.NoAnswer}: the row was not asked about, because it came or changed while the statement ran; make the "
                    + "request again";
            }

            yield return error is null
                ? ReadRow(row.Get<string>("KEY"), row.GetOrDefault<string>("RAW"), form)
                : new TableCompletion(row.Get<string>("KEY"), null, AnswerTable.ErrorOf(error, form));
        }
    }

    private async Task<bool> AskAsync(SqlIdentifier destination, bool errorDetails, long count, CancellationToken cancellationToken)
    {
        if (errorDetails)
        {
            await executor.ExecuteNonQueryAsync(_statements.InsertAll(destination), As(SqlEffect.Billable), cancellationToken).ConfigureAwait(false);
            return true;
        }

        var slice = _statements.InsertSlice(destination);
        for (var asked = 0L; asked <= count; asked += request.SliceSize)
        {
            if (await executor.ExecuteNonQueryAsync(slice, As(SqlEffect.Billable), cancellationToken).ConfigureAwait(false) < request.SliceSize)
                return true;
        }

        // Rows keep coming up as unanswered: their prompts are others each time they are read, and each slice is paid for.
        throw new CortexException(
            CortexErrorKind.InvalidValue,
            "The source gives other keys or prompts each time it is read, so its answers cannot be found again. Let it read a table whose rows do "
            + "not change. What was answered is stored.");
    }

    /// <summary>Starts the pure query form; returns once the server accepted the first statement.</summary>
    private async Task<IAsyncEnumerable<TableCompletion>> QueryAsync(bool errorDetails, CancellationToken cancellationToken)
    {
        if (!errorDetails)
            return SlicesAsync(cancellationToken);
        var result = await executor.ExecuteAsync(_statements.SelectAll(), As(SqlEffect.Billable), cancellationToken).ConfigureAwait(false);
        return ReadAsync(result, FormOf(errorDetails: true), cancellationToken);
    }

    private async IAsyncEnumerable<TableCompletion> SlicesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? lastKey = null;
        int count;
        do
        {
            count = 0;
            var result =
                await executor.ExecuteAsync(_statements.SelectSlice(lastKey), As(SqlEffect.Billable), cancellationToken).ConfigureAwait(false);
            await foreach (var answer in ReadAsync(result, FormOf(errorDetails: false), cancellationToken).ConfigureAwait(false))
            {
                count++;
                lastKey = answer.Key;
                yield return answer;
            }
        }
        while (count == request.SliceSize);
    }

    private static async IAsyncEnumerable<TableCompletion> ReadAsync(
        SqlResult result, CompletionForm form, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (result.ConfigureAwait(false))
        {
            await foreach (var row in result.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
                yield return ReadRow(row.Get<string>("KEY"), row.GetOrDefault<string>("RESPONSE"), form);
        }
    }

    private static TableCompletion ReadRow(string key, string? response, CompletionForm form)
    {
        try
        {
            return new(key, CompletionReader.Read(response, form, null), null);
        }
        catch (CortexException exception)
        {
            return new(key, null, exception);
        }
    }

    private CompletionForm FormOf(bool errorDetails) =>
        new(request.Model, request.ResponseSchema is not null, errorDetails, request.Options?.Guardrails ?? false, HistoryMode.Rendered);

    private SqlExecutionOptions As(SqlEffect effect) => _options with { Effect = effect };
}

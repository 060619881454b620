using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Has slices answered case by case through a client, keeping answers as they come.</summary>
internal sealed class ClientAnswers(
    ISqlExecutor executor,
    SliceStatements slices,
    AnswerStatements answers,
    CaseStatements cases,
    RunHold hold,
    Meter meter,
    EvaluationRequest request,
    TimeProvider time)
{
    /// <summary>Sees to it that every case of an open slice has its answer.</summary>
    public async Task AnswerAsync(Slice slice, EvaluatedModel model, IAnswerer answerer, CancellationToken cancellationToken)
    {
        var left = await LeftAsync(slice, cancellationToken).ConfigureAwait(false);
        var hashes = left.ToDictionary(
            item => item.Key, item => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Prompt))), StringComparer.Ordinal);
        using var batch = new JsonBatch();
        var keeper = new RowKeeper(batch, () =>
        {
            var (count, statement) = (batch.Count, answers.Add(slice, slices.WhileOpen(slice), batch));
            return () => KeepAsync(slice, count, statement);
        });
        var given = new CaseAsker(request, answerer, time).AskAsync(left, cancellationToken).Select(answer => meter.Count(model, answer));
        await keeper.KeepAllAsync(
            given, _ => true, (json, answer) => Write(json, answer, hashes[answer.CaseKey]), cancellationToken).ConfigureAwait(false);
        await executor.ExecuteNonQueryAsync(slices.Complete(slice), null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<EvaluationCase>> LeftAsync(Slice slice, CancellationToken cancellationToken)
    {
        var answered = await executor.QueryAsync(answers.OfSlice(slice), null, cancellationToken)
            .Select(row => row.Get<string>("KEY")).ToHashSetAsync(StringComparer.Ordinal, cancellationToken).ConfigureAwait(false);
        return await executor.QueryAsync(cases.OfSlice(slice), null, cancellationToken).Select(QueryCaseSource.CaseOf)
            .Where(item => !answered.Contains(item.Key)).Select(item => new EvaluationCase(item.Key, request.PromptOf(item.Prompt)))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task KeepAsync(Slice slice, int count, SqlStatement statement)
    {
        // Somebody else has answered the same cases: a lost client whose statement came late, or one that goes on with the run in this one's place.
        if (await executor.ExecuteNonQueryAsync(statement, null, CancellationToken.None).ConfigureAwait(false) < count)
            await hold.CheckAsync(slice.Run, CancellationToken.None).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, EvaluationAnswer answer, string promptSha256)
    {
        json.WriteStringValue(answer.CaseKey);
        json.WriteStringValue(promptSha256);
        json.WriteStringValue(answer.Text);
        json.WriteStringValue(answer.Error is { Kind: var kind } && kind == CortexErrorKind.NoAnswer ? kind.Value : answer.Error?.Message);
        WriteNumber(answer.Usage?.PromptTokens);
        WriteNumber(answer.Usage?.CompletionTokens);
        if (answer.Usage is { } usage)
        {
            json.WriteStartObject();
            json.WritePropertyName("usage");
            usage.Write(json);
            json.WriteEndObject();
        }

        void WriteNumber(long? number)
        {
            if (number is { } known)
                json.WriteNumberValue(known);
            else
                json.WriteNullValue();
        }
    }
}

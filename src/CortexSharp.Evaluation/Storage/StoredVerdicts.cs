using System.Runtime.CompilerServices;
using CortexSharp.Evaluation.Judging;
using CortexSharp.Evaluation.Running;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Storage;

/// <summary>What a judge says of two runs, kept as it comes, so that no verdict is paid for twice.</summary>
internal sealed class StoredVerdicts(ISqlExecutor executor, EvaluationTables tables, PairwiseJudge judge, StoredRun baseline, StoredRun system)
{
    // So many cases with both answers are in memory.
    private const int Page = 500;

    private readonly AnsweredCases _cases = new(tables, baseline, system);
    private readonly VerdictStatements _verdicts = new(tables.Verdicts, baseline, system, judge.Signature);

    /// <summary>Has every case judged that has both answers and no verdict.</summary>
    public async Task JudgeAsync(int concurrency, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        using var batch = new JsonBatch();
        var keeper = new RowKeeper(batch, () =>
        {
            var statement = _verdicts.Add(batch);
            return () => executor.ExecuteNonQueryAsync(statement, null, CancellationToken.None);
        });
        for (var last = ""; ;)
        {
            var page = await executor.QueryAsync(_cases.After(last, Page, _verdicts.Keys()), null, cancellationToken).Select(_cases.Read)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                return;
            var pairs = judge.JudgeAsync(page.ToAsyncEnumerable(), concurrency, cancellationToken);
            await keeper.KeepAllAsync(pairs, _ => true, VerdictStatements.Write, cancellationToken).ConfigureAwait(false);
            last = page[^1].Case.Key;
        }
    }

    /// <summary>The verdicts that are kept, and "no verdict" of the cases without both answers, of which a judge is not asked.</summary>
    public async IAsyncEnumerable<JudgedPair> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var row in executor.QueryAsync(_verdicts.All(), null, cancellationToken).ConfigureAwait(false))
            yield return _verdicts.Read(row);
        await foreach (var row in executor.QueryAsync(_cases.Unanswered, null, cancellationToken).ConfigureAwait(false))
            yield return new(row.Get<string>("KEY"), judge.Unanswered());
    }

    private Task<long> CreateAsync(CancellationToken cancellationToken) => executor.ExecuteNonQueryAsync(_verdicts.Create(), null, cancellationToken);
}

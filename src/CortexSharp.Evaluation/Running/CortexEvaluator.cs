using CortexSharp.Evaluation.Storage;
using CortexSharp.Sql;

namespace CortexSharp.Evaluation.Running;

/// <summary>Runs models over cases.</summary>
public sealed class CortexEvaluator : ICortexEvaluator
{
    private readonly ISqlExecutor? _executor;
    private readonly EvaluationTables _tables = new();
    private readonly TimeProvider _time;

    /// <summary>Makes an evaluator that keeps nothing: models are asked through clients, and what is scored is in memory only.</summary>
    /// <param name="timeProvider">The clock of waits and rates; default: the system's.</param>
    public CortexEvaluator(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <summary>Makes an evaluator that keeps cases, answers and scores in tables, so that whatever breaks off can go on.</summary>
    /// <param name="executor">
    /// Runs the statements. With one that finds statements again (<see cref="IResumableSqlExecutor"/>) a broken-off evaluation goes on at once; with
    /// another it may have to wait (<see cref="EvaluationRequest.StatementLifetime"/>).
    /// </param>
    /// <param name="tables">Where they are kept; default: see there.</param>
    /// <param name="timeProvider">The clock of waits and rates; default: the system's.</param>
    public CortexEvaluator(ISqlExecutor executor, EvaluationTables? tables = null, TimeProvider? timeProvider = null)
        : this(timeProvider)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
        _tables = tables ?? _tables;
    }

    /// <inheritdoc/>
    public Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest request, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        return _executor is null
            ? new MemoryEvaluation(request, progress, _time).RunAsync(cancellationToken)
            : new StoredEvaluation(_executor, _tables, request, progress, _time).RunAsync(cancellationToken);
    }
}

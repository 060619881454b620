using CortexSharp.Evaluation.Running;

namespace CortexSharp.Lifecycle.Tests.Pipeline;

/// <summary>Evaluates in one step of an interleaving: an evaluation runs statements side by side, which one participant may not.</summary>
internal sealed class UninterleavedEvaluator(ICortexEvaluator inner) : ICortexEvaluator
{
    public Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest request, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var _ = ExecutionContext.SuppressFlow();
        return Task.Run(() => inner.EvaluateAsync(request, progress, cancellationToken), cancellationToken);
    }
}

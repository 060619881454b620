namespace CortexSharp.Evaluation.Running;

/// <summary>Runs models over cases and scores their answers. Thread-safe; mock it freely.</summary>
public interface ICortexEvaluator
{
    /// <summary>
    /// Asks every model about every case, or about those that have no answer yet, and scores all answers that the metrics have not scored.
    /// </summary>
    /// <param name="request">What to evaluate. With the id of an evaluation that was broken off, or that is over, it goes on with that one.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it; what is stored stays, and the same request goes on from there.</param>
    /// <exception cref="EvaluationDataException">
    /// The cases cannot be evaluated: a key twice, none at all, a missing column or reference. Nothing was asked.
    /// </exception>
    /// <exception cref="CortexException">
    /// A statement failed, or a client could not get through: make the same request again. <see cref="CortexErrorKind.Conflict"/>: the id belongs to
    /// an evaluation with other settings, or a lost client's statement may still run and cannot be found again.
    /// </exception>
    Task<EvaluationResult> EvaluateAsync(
        EvaluationRequest request, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellationToken = default);
}

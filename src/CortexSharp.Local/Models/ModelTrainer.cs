namespace CortexSharp.Local.Models;

/// <summary>Trains the learner that fits the data: a classifier when the completions are labels, retrieval when they are free text.</summary>
internal static class ModelTrainer
{
    public const int MaxEpochs = 10;

    /// <summary>Learns from the pairs. The same pairs in the same order give the same model.</summary>
    /// <param name="training">What to learn from.</param>
    /// <param name="validation">
    /// What to measure by. If there is none, a tenth of the training pairs is set aside for a classifier, as Snowflake splits the
    /// training data itself; retrieval leaves out only the pair in question.
    /// </param>
    /// <param name="epochs">1 to 10.</param>
    /// <param name="progress">Is told the part done, rising to 1.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static TrainingResult Train(
        IReadOnlyList<TrainingPair> training,
        IReadOnlyList<TrainingPair>? validation,
        int epochs,
        Action<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochs, MaxEpochs);
        if (training.Count == 0) throw new ArgumentException("There are no training pairs to learn from.", nameof(training));
        cancellationToken.ThrowIfCancellationRequested();

        if (validation is { Count: 0 }) validation = null;
        TrainingResult result;
        if (LabelRule.AreLabels(training))
        {
            (training, validation) = validation is null ? HoldOut.Split(training) : (training, validation);
            result = LabelClassifierTrainer.Train(training, validation, epochs, progress, cancellationToken);
        }
        else
        {
            result = NearestPairTrainer.Train(training, validation, epochs, progress, cancellationToken);
        }

        progress?.Invoke(1);
        return result;
    }
}

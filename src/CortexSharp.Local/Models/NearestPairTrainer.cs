namespace CortexSharp.Local.Models;

/// <summary>
/// Trains a <see cref="NearestPairModel"/>: indexes the pairs and measures how well neighbours predict completions. An epoch is one
/// step of expectation maximisation for the weight of the neighbours in <see cref="CompletionLikelihood"/>, which never raises the
/// training loss. The answers do not depend on that weight; the losses do.
/// </summary>
/// <remarks>Losses are means over at most 1,000 pairs, evenly spread, so that they stay affordable for large sets.</remarks>
internal static class NearestPairTrainer
{
    private const int MaxSample = 1_000;

    public static TrainingResult Train(
        IReadOnlyList<TrainingPair> training,
        IReadOnlyList<TrainingPair>? validation,
        int epochs,
        Action<double>? report,
        CancellationToken cancellationToken)
    {
        var measured = Sample(training.Count);
        var split = measured.ToLookup(pair => validation is null && HoldOut.IsHeldOut(training[pair].Prompt));
        var fitted = split[false].Any() ? split[false].ToArray() : measured;
        var heldOut = split[true].Any() ? split[true].ToArray() : measured;

        var work = (3L * training.Count) + fitted.Length + (validation is null ? heldOut.Length : Math.Min(validation.Count, MaxSample));
        var progress = new TrainingProgress(work, report, cancellationToken);
        var index = new InvertedIndex(training, progress);
        var likelihood = new CompletionLikelihood(training, index, progress);
        var trainingTokens = likelihood.Measure(fitted.Select(pair => (training[pair], pair)), progress);
        var validationTokens = likelihood.Measure(
            validation is null ? heldOut.Select(pair => (training[pair], pair)) : Sample(validation.Count).Select(pair => (validation[pair], -1)),
            progress);

        var reports = new List<TrainingReport>();
        var weight = CompletionLikelihood.InitialWeight;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            weight = CompletionLikelihood.Improve(weight, trainingTokens);
            reports.Add(new TrainingReport(CompletionLikelihood.Loss(weight, trainingTokens), CompletionLikelihood.Loss(weight, validationTokens)));
        }

        return new TrainingResult(new NearestPairModel(training, index), reports);
    }

    private static int[] Sample(int count)
    {
        var size = Math.Min(count, MaxSample);
        return [.. Enumerable.Range(0, size).Select(i => (int)((long)i * count / size))];
    }
}

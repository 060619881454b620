namespace CortexSharp.Usage;

/// <summary>What answers cost, each and each right one.</summary>
/// <remarks>Right answers are what one pays for: a model that is twice as cheap and right half as often costs the same.</remarks>
/// <param name="Answers">How many answers were given.</param>
/// <param name="Correct">How many of them were right; null when nothing says what is right.</param>
/// <param name="Total">What all of them cost, their share of the training included; null when not known.</param>
public sealed record AnswerCost(long Answers, long? Correct, Amount? Total)
{
    /// <summary>The cost of one answer; <see langword="null"/> when not known, or when there is no answer.</summary>
    public Amount? PerAnswer => Answers > 0 ? Total / Answers : null;

    /// <summary>
    /// The cost of one right answer; <see langword="null"/> when not known, and when no answer is right: then it is undefined, not zero.
    /// </summary>
    public Amount? PerCorrectAnswer => Correct > 0 ? Total / Correct.Value : null;

    /// <summary>Adds up what answers cost.</summary>
    /// <param name="answers">How many answers were given.</param>
    /// <param name="correct">How many of them were right; null when nothing says what is right.</param>
    /// <param name="inference">What giving them cost; null when not known.</param>
    /// <param name="training">
    /// The training whose cost is spread over answers; null when the model was not trained, or its training is not to count.
    /// </param>
    /// <param name="prices">Has the rate between the unit of inference and that of training; default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more answers are right than were given.</exception>
    public static AnswerCost Of(long answers, long? correct, Amount? inference, TrainingShare? training = null, PriceBook? prices = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answers);
        if (correct is { } right)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(right, nameof(correct));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(right, answers, nameof(correct));
        }

        var total = training is null ? inference : (prices ?? PriceBook.Empty).Sum(inference, training.CostOf(answers));
        return new(answers, correct, total);
    }
}

namespace CortexSharp.Metrics.Nltk;

/// <summary>How <see cref="NltkBleu"/> scores.</summary>
public sealed record NltkBleuOptions
{
    private static readonly double[] UsualWeights = [0.25, 0.25, 0.25, 0.25];

    internal static readonly NltkBleuOptions Default = new(); // behind what it is made of

    /// <summary>
    /// How much each order counts, unigrams first; their number is the highest order. They are used as they are, also when they do not add up to 1.
    /// </summary>
    /// <value>Four times 0.25 by default.</value>
    /// <exception cref="ArgumentException">There are none, or more than 16.</exception>
    public IReadOnlyList<double> Weights
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count is 0 or > NltkBleu.MaxOrder)
                throw new ArgumentException($"There are 1 to {NltkBleu.MaxOrder} weights, one for each order, not {value.Count}.", nameof(value));
            field = value;
        }
    } = UsualWeights;

    /// <summary>What becomes of precisions of 0.</summary>
    /// <value><see cref="NltkSmoothing.Method0"/> by default, as in NLTK.</value>
    public NltkSmoothing Smoothing { get; init; }

    /// <summary>
    /// Whether candidates of one to three tokens are scored on the orders that they have, where <see cref="Weights"/> are four times 0.25.
    /// </summary>
    /// <value><see langword="false"/> by default.</value>
    public bool AutoReweigh { get; init; }

    /// <summary>How many orders count for a candidate, and how much.</summary>
    internal (int Orders, double Equal) Reweighed(int candidateLength) =>
        AutoReweigh && candidateLength < 4 && Weights is [0.25, 0.25, 0.25, 0.25]
            ? (candidateLength, 1.0 / candidateLength)
            : (Weights.Count, double.NaN);
}

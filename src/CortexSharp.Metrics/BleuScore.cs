using System.Globalization;
using System.Text;
using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics;

/// <summary>BLEU and what it is made of. Equals sacrebleu 2.6's <c>BLEUScore</c>, bit for bit where the C library's logarithm is the same.</summary>
public readonly struct BleuScore
{
    internal BleuScore(
        double score,
        double brevityPenalty,
        long candidateLength,
        long referenceLength,
        in NGramOrders counts,
        in NGramOrders totals,
        in NGramOrders precisions)
    {
        Score = score;
        BrevityPenalty = brevityPenalty;
        CandidateLength = candidateLength;
        ReferenceLength = referenceLength;
        Counts = counts;
        Totals = totals;
        Precisions = precisions;
    }

    /// <summary>The score, 0 to 100; a perfect match is 100.00000000000004, as in the reference.</summary>
    public double Score { get; }

    /// <summary>What the score is multiplied by because the candidate is shorter than the reference, 0 to 1.</summary>
    public double BrevityPenalty { get; }

    /// <summary>How many tokens the candidate has.</summary>
    public long CandidateLength { get; }

    /// <summary>How many tokens the reference has: of several the one closest to the candidate, of equally close ones the shorter.</summary>
    public long ReferenceLength { get; }

    /// <summary>The candidate's length over the reference's; 0 if the reference is empty.</summary>
    public double LengthRatio => ReferenceLength == 0 ? 0 : CandidateLength / (double)ReferenceLength;

    /// <summary>How many of the candidate's n-grams a reference has, each as often as the reference that has it most often.</summary>
    public NGramOrders Counts { get; }

    /// <summary>How many n-grams the candidate has.</summary>
    public NGramOrders Totals { get; }

    /// <summary>Counts over totals, smoothed, 0 to 100; all 0 when no order has a match.</summary>
    public NGramOrders Precisions { get; }


    /// <summary>sacrebleu's line: <c>BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)</c>.</summary>
    public override string ToString()
    {
        var line = new StringBuilder("BLEU = ").Append(Rounded.Text(Score, 2));
        var separator = ' ';
        foreach (var precision in Precisions)
        {
            line.Append(separator).Append(Rounded.Text(precision, 1));
            separator = '/';
        }

        line.Append(CultureInfo.InvariantCulture, $" (BP = {Rounded.Text(BrevityPenalty, 3)} ratio = {Rounded.Text(LengthRatio, 3)}");
        return line.Append(CultureInfo.InvariantCulture, $" hyp_len = {CandidateLength} ref_len = {ReferenceLength})").ToString();
    }
}

using System.Globalization;

namespace CortexSharp.Metrics;

/// <summary>One ROUGE score: how many words or runs of words match, and how many there are on either side.</summary>
/// <param name="Overlap">How many match.</param>
/// <param name="CandidateCount">How many the candidate has.</param>
/// <param name="ReferenceCount">How many the reference has.</param>
public readonly record struct RougeScore(int Overlap, int CandidateCount, int ReferenceCount)
{
    /// <summary>The share of the candidate that the reference has too, 0 to 1; 0 for an empty candidate.</summary>
    public double Precision => Overlap / (double)Math.Max(CandidateCount, 1);

    /// <summary>The share of the reference that the candidate has too, 0 to 1; 0 for an empty reference.</summary>
    public double Recall => Overlap / (double)Math.Max(ReferenceCount, 1);

    /// <summary>The harmonic mean of precision and recall, 0 to 1; 0 when nothing matches. Equals rouge_score's fmeasure, bit for bit.</summary>
    public double F1
    {
        get
        {
            var (precision, recall) = (Precision, Recall);
            return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        }
    }

    /// <summary>The three figures in a form for reports.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"P = {Precision:F4} R = {Recall:F4} F1 = {F1:F4}");
}

namespace CortexSharp.Samples.Quickstart;

/// <summary>How a model did on the held-out pairs.</summary>
/// <param name="Correct">Answers that are the reference, character for character.</param>
/// <param name="Errors">Rows without an answer.</param>
/// <param name="Count">All rows.</param>
/// <param name="Time">The time that answering took.</param>
internal sealed record Measurement(int Correct, int Errors, int Count, TimeSpan Time)
{
    public double ExactMatch => (double)Correct / Count;

    public double RowsPerSecond => Count / Time.TotalSeconds;
}

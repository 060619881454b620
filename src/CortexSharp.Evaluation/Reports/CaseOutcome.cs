namespace CortexSharp.Evaluation.Reports;

/// <summary>How the system did on a case, held against the baseline.</summary>
internal enum CaseOutcome
{
    /// <summary>A regression.</summary>
    Worse,

    /// <summary>An improvement.</summary>
    Better,

    /// <summary>Both are as good.</summary>
    Same,

    /// <summary>One has no value, and the system did not newly fail.</summary>
    NotScored,
}

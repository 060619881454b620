namespace CortexSharp.Metrics;

/// <summary>Which ROUGE scores to compute. Any set is one call, which reads the texts once.</summary>
[Flags]
public enum RougeTypes
{
    /// <summary>No score.</summary>
    None = 0,

    /// <summary>Words.</summary>
    Rouge1 = 1 << 0,

    /// <summary>Pairs of adjacent words.</summary>
    Rouge2 = 1 << 1,

    /// <summary>Runs of three words.</summary>
    Rouge3 = 1 << 2,

    /// <summary>Runs of four words.</summary>
    Rouge4 = 1 << 3,

    /// <summary>Runs of five words.</summary>
    Rouge5 = 1 << 4,

    /// <summary>Runs of six words.</summary>
    Rouge6 = 1 << 5,

    /// <summary>Runs of seven words.</summary>
    Rouge7 = 1 << 6,

    /// <summary>Runs of eight words.</summary>
    Rouge8 = 1 << 7,

    /// <summary>Runs of nine words.</summary>
    Rouge9 = 1 << 8,

    /// <summary>The longest common subsequence of the whole texts; line breaks do not count.</summary>
    RougeL = 1 << 9,

    /// <summary>The union of longest common subsequences, line by line: ROUGE-L for summaries of several sentences.</summary>
    RougeLsum = 1 << 10,

    /// <summary>ROUGE-1, ROUGE-2 and ROUGE-L, which papers report.</summary>
    Usual = Rouge1 | Rouge2 | RougeL,

    /// <summary>Every score.</summary>
    All = (1 << 11) - 1,
}

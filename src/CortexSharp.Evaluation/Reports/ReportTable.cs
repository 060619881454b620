namespace CortexSharp.Evaluation.Reports;

/// <summary>A table of figures, whatever it is written as.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The cells.</param>
internal sealed record ReportTable(string Title, string[] Columns, string[][] Rows)
{
    /// <summary>How many columns, from the first, name what a row is about.</summary>
    public int Names { get; init; } = 1;

    /// <summary>How many rows are left out.</summary>
    public int Left { get; init; }
}

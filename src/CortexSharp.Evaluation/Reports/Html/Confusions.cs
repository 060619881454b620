namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>What both runs took for what.</summary>
internal sealed class Confusions(IReadOnlyList<string> labels)
{
    public Confusion Baseline { get; } = new(labels);

    public Confusion System { get; } = new(labels);

    public void Add(CaseAnswers item)
    {
        Baseline.Add(item.Case, item.Baseline);
        System.Add(item.Case, item.System);
    }
}

using CortexSharp.Evaluation.Cases;
using CortexSharp.Evaluation.Metrics;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>Which label both runs took for which, by each metric of labels; counted case by case, since scores do not tell.</summary>
internal sealed class Confusions(MetricSet metrics)
{
    // A larger matrix nobody can read.
    private const int MostLabels = 50;

    private readonly (LabelMetric Metric, ConfusionMatrix Baseline, ConfusionMatrix System)[] _matrices =
    [
        .. metrics.Metrics.OfType<LabelMetric>().Where(metric => metric.Labels.Length <= MostLabels)
            .Select(metric => (metric, new ConfusionMatrix(metric.Labels), new ConfusionMatrix(metric.Labels))),
    ];

    public bool IsEmpty => _matrices.Length == 0;

    public void Add(CaseAnswers item)
    {
        foreach (var (metric, baseline, system) in _matrices)
        {
            Add(metric, baseline, item.Case, item.Baseline);
            Add(metric, system, item.Case, item.System);
        }
    }

    public Markup Render() => Section.Of("labels", "Confusion matrix", _matrices.SelectMany(matrices => (Markup[])
    [
        Section.Table(Table($"Baseline by {matrices.Metric.Name}", matrices.Baseline)),
        Section.Table(Table($"System by {matrices.Metric.Name}", matrices.System)),
    ]));

    private static void Add(LabelMetric metric, ConfusionMatrix matrix, EvaluationCase evaluationCase, EvaluationAnswer? answer)
    {
        if (answer is not null)
            metric.AddTo(matrix, evaluationCase, answer);
    }

    private static ReportTable Table(string run, ConfusionMatrix matrix) => new(
        $"{run}: right label (rows) and answer (columns), {Figure.Count(matrix.Count)} cases",
        ["Label", .. matrix.Labels, "none of them", "Precision", "Recall", "F1"],
        [.. Enumerable.Range(0, matrix.Labels.Length).Select(label => Row(matrix, label))]);

    private static string[] Row(ConfusionMatrix matrix, int label)
    {
        var score = matrix.Of(label);
        return
        [
            score.Label,
            .. Enumerable.Range(0, matrix.Labels.Length).Select(answer => Figure.Count(matrix[label, answer])),
            Figure.Count(matrix[label, null]),
            Figure.Of(score.Precision), Figure.Of(score.Recall), Figure.Of(score.F1),
        ];
    }
}

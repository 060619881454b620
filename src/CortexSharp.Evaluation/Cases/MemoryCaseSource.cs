namespace CortexSharp.Evaluation.Cases;

/// <summary>Cases that are in memory.</summary>
internal sealed class MemoryCaseSource(IEnumerable<EvaluationCase> cases) : ICaseSource
{
    public IAsyncEnumerable<EvaluationCase> ReadAsync(CancellationToken cancellationToken = default) =>
        CaseSet.Checked(cases.ToAsyncEnumerable(), "the list", cancellationToken);
}

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What is to become of the tuned models.</summary>
/// <param name="Policy">By which rules.</param>
/// <param name="Models">The models, those to be retired first.</param>
public sealed record RetirementPlan(RetirementPolicy Policy, IReadOnlyList<RetirementCandidate> Models)
{
    /// <summary>The models to be retired.</summary>
    public IEnumerable<RetirementCandidate> ToRetire => Models.Where(m => m.Verdict == RetirementVerdict.Retire);

    /// <summary>The candidates that were never promoted, whatever is to become of them.</summary>
    public IEnumerable<RetirementCandidate> NeverWon => Models.Where(m => m.NeverWon);

    /// <summary>The models whose base model becomes legacy or ends, whatever is to become of them: train anew before it does.</summary>
    public IEnumerable<RetirementCandidate> OfEndingBaseModels => Models.Where(m => m.EndingBaseModel is not null);

    /// <summary>The models with their reasons, and what each source shows of their calls by day, as Markdown.</summary>
    public string ToMarkdown() => RetirementPlanText.ToMarkdown(this);

    /// <summary>A line for each model.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Models);
}

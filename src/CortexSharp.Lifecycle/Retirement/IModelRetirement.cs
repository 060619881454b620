namespace CortexSharp.Lifecycle.Retirement;

/// <summary>Finds tuned models that nobody calls any more, and drops them.</summary>
/// <remarks>
/// "Not called" is said only when the usage views can be read and show a call of some tuned model in the time looked at: how they spell a tuned
/// model's name is documented nowhere, so an empty result may as well mean that the names do not match. Names are compared by their last part in any
/// case; a match counts as used. What an application's call log shows counts as used too; what it does not show proves nothing. Models that no
/// version of the ledger made are retired only where the policy names them.
/// </remarks>
public interface IModelRetirement
{
    /// <summary>Says of each tuned model whether it can go. It changes nothing; a call log of this process writes down what it counted.</summary>
    /// <param name="policy">By which rules; default: unused for 30 days.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="CortexException">The models, the live models or the ledger cannot be read.</exception>
    Task<RetirementPlan> PlanAsync(RetirementPolicy? policy = null, CancellationToken cancellationToken = default);

    /// <summary>Drops the models that the plan retires. A dropped model is gone for good: there is no UNDROP.</summary>
    /// <remarks>
    /// All that the plan is made of is read again first. Each model is withdrawn before it is dropped
    /// (<see cref="Promotion.IModelPromoter.WithdrawAsync"/>), so that no promotion, canary or rollback under way can come in between, and the
    /// ledger says that it is being retired: killed anywhere, the next plan shows it again, whose policy says whether snapshots go too, and the next
    /// call finishes it, or takes it back where the model is to stay after all. A model whose drop fails stays withdrawn until then.
    /// Run one retirement at a time: two by different policies would undo each other's beginnings.
    /// </remarks>
    /// <param name="plan">The plan.</param>
    /// <param name="dryRun">Whether to say only what would be dropped; default: yes.</param>
    /// <param name="cancellationToken">Cancels between two drops.</param>
    /// <exception cref="CortexException">A drop failed; what was dropped before is gone.</exception>
    Task<RetirementReport> RetireAsync(RetirementPlan plan, bool dryRun = true, CancellationToken cancellationToken = default);
}

using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Says which model a use case calls, and changes it. Thread-safe; any number of processes may use it at once.</summary>
/// <remarks>
/// An application that knows nothing of this library reads <c>SELECT current_model FROM ml_config WHERE use_case = 'support'</c>. Every change is
/// one UPDATE of that row which counts only if nobody changed it since; of two at once, one wins and the other gets a
/// <see cref="PromotionConflictException"/>.
/// </remarks>
public interface IModelPromoter
{
    /// <summary>What a use case calls.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>The live model; generation 0 and no model while none was promoted for this use case.</returns>
    /// <exception cref="CortexException">
    /// The statement failed (<see cref="CortexErrorKind.NotFound"/>: there is no table yet, or the role may not read it).
    /// </exception>
    Task<LiveModel> GetLiveAsync(string useCase, CancellationToken cancellationToken = default);

    /// <summary>What every use case calls, by name.</summary>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">As for <see cref="GetLiveAsync"/>.</exception>
    Task<IReadOnlyList<LiveModel>> ListLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Everything that the use cases have models for: live ones, canaries, what they would be rolled back to, and what was once live.
    /// </summary>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="CortexException">As for <see cref="GetLiveAsync"/>.</exception>
    Task<IReadOnlyList<ModelUse>> ListUsesAsync(CancellationToken cancellationToken = default);

    /// <summary>The model that <see cref="RollbackAsync"/> would go back to if it answers; <see langword="null"/> when there is none.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<string?> GetRollbackTargetAsync(string useCase, CancellationToken cancellationToken = default);

    /// <summary>Lets a use case call another model, after a proof that it can be called. It ends a canary.</summary>
    /// <param name="request">Which model, and why.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <returns>The live model that this promotion made; somebody may have changed it again since.</returns>
    /// <exception cref="ArgumentException">The request's id is that of another change.</exception>
    /// <exception cref="PromotionConflictException">Somebody else was first.</exception>
    /// <exception cref="CortexException">The model cannot be called or was withdrawn, so that nothing was changed; or a statement failed.</exception>
    Task<LiveModel> PromoteAsync(PromotionRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes back to the model before: of v1, v2, v3 to v2, and asked with another id to v1, never forward to what was rolled back. Models that were
    /// withdrawn, do not exist any more or may not be called by the role that probes are passed over, and so is the live one where it was promoted
    /// twice. It ends a canary.
    /// </summary>
    /// <param name="request">Which use case, and why.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <returns>The live model that this rollback made; somebody may have changed it again since.</returns>
    /// <exception cref="ArgumentException">The request's id is that of another change.</exception>
    /// <exception cref="PromotionConflictException">Somebody else changed the model first.</exception>
    /// <exception cref="CortexException">There is no model to go back to, or it does not answer, or a statement failed.</exception>
    Task<LiveModel> RollbackAsync(RollbackRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a share of a use case's calls to a candidate, after a proof that it can be called, or to none any more.</summary>
    /// <param name="request">
    /// Which share to which candidate, and what is live now. Made again after a lost connection, it finds that it was done.
    /// </param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <returns>The live model with its canary; somebody may have changed it again since.</returns>
    /// <exception cref="PromotionConflictException">Somebody changed the model or its canary since.</exception>
    /// <exception cref="CortexException">
    /// The candidate cannot be called or was withdrawn, so that nothing was changed; or a statement failed.
    /// </exception>
    Task<LiveModel> SetCanaryAsync(CanaryRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sees to it that a model is promoted, set as canary and rolled back to no more, from the moment this returns, whatever is under way. What is
    /// dropped is withdrawn first. Nothing is dropped here.
    /// </summary>
    /// <remarks>Killed in between, it may leave a model in use withdrawn, which keeps working; made again, it comes to its end.</remarks>
    /// <param name="model">The model, best by its full name: a name that may mean it is refused too.</param>
    /// <param name="reason">Why, for those who want to promote it.</param>
    /// <param name="actor">Who; default: the user of the connection.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    /// <exception cref="ModelInUseException">It is live, a canary, or what a use case would be rolled back to; it was not withdrawn.</exception>
    Task WithdrawAsync(string model, string reason, string? actor = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a withdrawn model be used again; does nothing when it was not withdrawn.</summary>
    /// <param name="model">The model, by the name by which it was withdrawn.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    Task ReinstateAsync(string model, CancellationToken cancellationToken = default);

    /// <summary>The withdrawn models, first one first.</summary>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<WithdrawnModel>> ListWithdrawnAsync(CancellationToken cancellationToken = default);

    /// <summary>All changes of a use case: those that were done, last one first, then those that were not.</summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task<IReadOnlyList<PromotionRecord>> GetHistoryAsync(string useCase, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a view for users of SQL, with one row: MODEL_NAME and GENERATION of what the use case calls. It is made once and follows every
    /// promotion.
    /// </summary>
    /// <param name="useCase">The use case.</param>
    /// <param name="view">The view, which must not be there.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    Task CreateAliasViewAsync(string useCase, SqlIdentifier view, CancellationToken cancellationToken = default);

    /// <summary>Makes a function for users of SQL, which asks the use case's model: <c>ask(prompt VARCHAR) RETURNS VARCHAR</c>.</summary>
    /// <remarks>That AI_COMPLETE takes a model's name from a table is documented nowhere: try it on the account.</remarks>
    /// <param name="useCase">The use case.</param>
    /// <param name="function">The function, which must not be there; its name needs no quotes, because in Snowflake it can have none.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <exception cref="ArgumentException">The function's name would have to be quoted.</exception>
    Task CreateAliasFunctionAsync(string useCase, SqlIdentifier function, CancellationToken cancellationToken = default);
}

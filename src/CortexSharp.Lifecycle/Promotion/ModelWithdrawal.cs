namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Takes models out of use before they are dropped, and back.</summary>
/// <remarks>
/// A change reads its row first, the list of withdrawn models then, and counts only if the row is still as it was read. A withdrawal goes the other
/// way: it writes the list first and stamps every row then. So a change that has not seen the list fails and begins again, and one that was done
/// before shows in the rows.
/// </remarks>
internal sealed class ModelWithdrawal(PromotionStore store, ModelUses uses)
{
    public async Task WithdrawAsync(string model, string reason, string? actor, CancellationToken cancellationToken)
    {
        await store.CreateAsync(cancellationToken).ConfigureAwait(false);
        await store.RunAsync(store.Statements.AddWithdrawn(model, reason, actor), cancellationToken).ConfigureAwait(false);
        await store.RunAsync(store.Statements.Restamp(Guid.NewGuid()), cancellationToken).ConfigureAwait(false);
        // Without the mark it would be what is gone back to, and that must not be withdrawn.
        var others = (await store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Except(model);
        var inTheWay = await uses.ListAsync(others, cancellationToken).ConfigureAwait(false);
        inTheWay.RemoveAll(u => u.Kind == ModelUseKind.Earlier || !ModelName.CanMeanSame(u.Model, model));
        if (inTheWay.Count == 0)
            return;
        await store.RunAsync(store.Statements.RemoveWithdrawn(model), cancellationToken).ConfigureAwait(false);
        throw new ModelInUseException(model, inTheWay);
    }

    public async Task ReinstateAsync(string model, CancellationToken cancellationToken)
    {
        var withdrawals = await store.WithdrawnAsync(cancellationToken).ConfigureAwait(false);
        foreach (var withdrawn in withdrawals.All.Where(w => ModelName.AreEqual(w.Model, model)))
            await store.RunAsync(store.Statements.RemoveWithdrawn(withdrawn.Model), cancellationToken).ConfigureAwait(false);
    }
}

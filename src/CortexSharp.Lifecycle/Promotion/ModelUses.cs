namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Tells what the use cases have models for.</summary>
internal sealed class ModelUses(PromotionStore store)
{
    /// <summary>What is live, a canary, to be gone back to, or was once live.</summary>
    /// <param name="withdrawn">The models that are gone back to no more.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    public async Task<List<ModelUse>> ListAsync(WithdrawnModels withdrawn, CancellationToken cancellationToken)
    {
        var uses = new List<ModelUse>();
        foreach (var live in await store.AllLiveAsync(cancellationToken).ConfigureAwait(false))
        {
            var chain = await store.ChainAsync(live, cancellationToken).ConfigureAwait(false);
            var target = chain.RollbackTargets().FirstOrDefault(m => !withdrawn.Contains(m));
            if (live.Model is { } model)
                uses.Add(new(live.UseCase, model, ModelUseKind.Live));
            if (live.Canary is { } canary)
                uses.Add(new(live.UseCase, canary.Model, ModelUseKind.Canary));
            if (target is not null)
                uses.Add(new(live.UseCase, target, ModelUseKind.RollbackTarget));
            var earlier = chain.Done.Select(p => p.Model).Distinct(StringComparer.Ordinal).Where(m => m != live.Model && m != target);
            uses.AddRange(earlier.Select(m => new ModelUse(live.UseCase, m, ModelUseKind.Earlier)));
        }

        return uses;
    }
}

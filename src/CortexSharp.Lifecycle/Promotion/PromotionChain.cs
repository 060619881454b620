namespace CortexSharp.Lifecycle.Promotion;

/// <summary>The changes of one use case in their order: from the live one back, each to the one that it replaced.</summary>
internal sealed class PromotionChain
{
    private readonly List<PromotionRecord> _newestFirst = [];
    private readonly List<PromotionRecord> _others;

    public PromotionChain(LiveModel live, IReadOnlyCollection<PromotionRecord> all)
    {
        var byId = all.ToDictionary(p => p.Id);
        for (var id = live.PromotionId; id is { } at && byId.Remove(at, out var promotion); id = promotion.PredecessorId)
            _newestFirst.Add(promotion with { Outcome = PromotionOutcome.Done });
        // What would have made a generation that is made already can no longer come to pass.
        _others = [.. byId.Values.Select(p => p.Generation <= live.Generation ? p with { Outcome = PromotionOutcome.Lost } : p)];
    }

    /// <summary>Those that were done, last one first, then the others.</summary>
    public IReadOnlyList<PromotionRecord> All => [.. _newestFirst, .. _others.OrderByDescending(p => p.CreatedAt)];

    /// <summary>Those that were done, last one first.</summary>
    public IReadOnlyList<PromotionRecord> Done => _newestFirst;

    public PromotionRecord? Find(Guid id) => _newestFirst.Concat(_others).FirstOrDefault(p => p.Id == id);

    /// <summary>
    /// The models to go back to, nearest first. Promotions are a pile on which each model lies on what it replaced, and a rollback takes off what
    /// lies above the one that it goes to, so that a second rollback goes further back instead of forward again.
    /// </summary>
    public IReadOnlyList<string> RollbackTargets()
    {
        var pile = new Stack<string>();
        foreach (var change in Enumerable.Reverse(_newestFirst))
        {
            if (change.IsRollback && pile.TryPop(out _))
            {
                while (pile.TryPeek(out var above) && !ModelName.AreEqual(above, change.Model))
                    pile.Pop();
            }

            // The live model promoted once more lies on nothing but itself.
            if (!pile.TryPeek(out var top) || !ModelName.AreEqual(top, change.Model))
                pile.Push(change.Model);
        }

        return pile.TryPop(out var live) ? [.. pile.Where(m => !ModelName.AreEqual(m, live)).Distinct(StringComparer.Ordinal)] : [];
    }
}

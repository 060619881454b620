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

    public bool Contains(Guid id) => _newestFirst.Exists(p => p.Id == id);

    public PromotionRecord? Find(Guid id) => _newestFirst.Concat(_others).FirstOrDefault(p => p.Id == id);

    /// <summary>
    /// The change to go back to; null when there is none. Promotions are a pile on which each lies on what it replaced, and a rollback takes the top one off, so
    /// that a second rollback goes further back instead of forward again.
    /// </summary>
    public PromotionRecord? RollbackTarget()
    {
        var pile = new Stack<PromotionRecord>();
        foreach (var promotion in Enumerable.Reverse(_newestFirst))
        {
            if (promotion.IsRollback)
                pile.TryPop(out _);
            else
                pile.Push(promotion);
        }

        return pile.TryPop(out _) && pile.TryPop(out var target) ? target : null;
    }
}

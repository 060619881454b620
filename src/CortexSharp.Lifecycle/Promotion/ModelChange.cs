using System.Globalization;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>
/// Changes the model of a use case, for promotion and rollback alike: an intent first, then one UPDATE that counts only if nobody was quicker.
/// </summary>
internal sealed class ModelChange(PromotionStore store)
{
    // A round is lost only to somebody's canary or withdrawal, so so many of them would have to be quicker.
    private const int MostRounds = 100;

    /// <summary>What a request left behind when it was made before; null when it was not.</summary>
    /// <exception cref="ArgumentException">The id is that of another change.</exception>
    public static PromotionRecord? Known(PromotionChain chain, ModelChangeRequest request, bool isRollback, string? model = null)
    {
        var known = chain.Find(request.Id);
        if (known is not null && (known.IsRollback != isRollback || (model is not null && known.Model != model)))
        {
            throw new ArgumentException(
                $"The id {request.Id} is that of another change of '{request.UseCase}', to {known.Model}; each change needs an id of its own.",
                nameof(request));
        }

        return known;
    }

    /// <summary>Sees to it that what is live is what the request is to replace.</summary>
    /// <exception cref="PromotionConflictException">Somebody was quicker.</exception>
    public static void Expect(PromotionRecord? known, ModelChangeRequest request, string model, LiveModel live)
    {
        if (known is { Outcome: PromotionOutcome.Lost })
            throw Conflict(model, known.Generation - 1, live);
        if (request.ExpectedGeneration is { } expected && expected != live.Generation)
            throw Conflict(model, expected, live);
    }

    /// <summary>A change that is to replace what is live.</summary>
    public static PromotionRecord Intend(ModelChangeRequest request, string model, LiveModel live) =>
        new(request.Id, request.UseCase, model, PromotionOutcome.Pending)
        {
            PredecessorId = live.PromotionId,
            Generation = live.Generation + 1,
            Reason = request.Reason,
            Actor = request.Actor,
        };

    /// <summary>What a change made live; with its canary where it still is.</summary>
    public static LiveModel MadeBy(PromotionRecord done, LiveModel live) =>
        live.PromotionId == done.Id ? live : new(done.UseCase, done.Model, done.Generation, done.Id);

    /// <summary>Makes a change.</summary>
    /// <param name="intent">The change, which may be written down already.</param>
    /// <param name="live">What is live, as it was read before the list of withdrawn models.</param>
    /// <param name="cancellationToken">Cancels the statement that is running.</param>
    public async Task<LiveModel> MakeAsync(PromotionRecord intent, LiveModel live, CancellationToken cancellationToken)
    {
        await store.RunAsync(store.Statements.AddIntent(intent), cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < MostRounds; round++)
        {
            await store.RunAsync(store.Statements.Flip(intent, live.Revision), cancellationToken).ConfigureAwait(false);
            // Not the count of changed rows but the chain tells whether it was done: somebody may have promoted on top of it already.
            live = await store.LiveAsync(intent.UseCase, cancellationToken).ConfigureAwait(false);
            switch ((await store.ChainAsync(live, cancellationToken).ConfigureAwait(false)).Find(intent.Id)?.Outcome)
            {
                case PromotionOutcome.Done:
                    return MadeBy(intent, live);
                case PromotionOutcome.Lost:
                    await store.RunAsync(store.Statements.MarkLost(intent.Id), cancellationToken).ConfigureAwait(false);
                    throw Conflict(intent.Model, intent.Generation - 1, live);
                default:
                    // The model is still the one to be replaced; a canary was set, or a model withdrawn, perhaps this one.
                    (await store.WithdrawnAsync(cancellationToken).ConfigureAwait(false)).Refuse(intent.Model);
                    break;
            }
        }

        throw new CortexException(CortexErrorKind.Conflict, string.Create(
            CultureInfo.InvariantCulture,
            $"'{intent.UseCase}' could not be changed in {MostRounds} rounds, because others were quicker each time; ask again with the same id."))
        {
            Model = intent.Model,
        };
    }

    private static PromotionConflictException Conflict(string model, long expected, LiveModel live) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{model} was to replace generation {expected} of '{live.UseCase}', which is at generation {live.Generation} ")
        + $"with {live.Model ?? "no model"} now: somebody else changed it. Look at it and ask again.",
        live);
}

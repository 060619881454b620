using System.Globalization;
using CortexSharp.Lifecycle.Promotion;
using CortexSharp.Lifecycle.Versions;

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>Puts a version live that has passed its gate, if the model that it was compared with still is.</summary>
internal sealed class PipelinePromotion(IModelPromoter promoter, IModelLedger ledger)
{
    /// <summary>What a use case calls; <see langword="null"/> where nothing was ever promoted.</summary>
    public async Task<LiveModel?> LiveAsync(string useCase, CancellationToken cancellationToken)
    {
        try
        {
            return await promoter.GetLiveAsync(useCase, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException e) when (e.Kind == CortexErrorKind.NotFound)
        {
            // Promoting makes the table.
            return null;
        }
    }

    /// <summary>Promotes the version of a result under a promotion's id.</summary>
    public async Task<FineTunePipelineResult> RunAsync(
        FineTunePipelineResult result, Guid id, FineTunePipelineRequest request, CancellationToken cancellationToken)
    {
        LiveModel live;
        try
        {
            live = await PromoteAsync(result.Version, id, request, cancellationToken).ConfigureAwait(false);
        }
        catch (CortexException exception) when (!exception.IsTransient)
        {
            if (result.Version.Status != ModelVersionStatus.Promoted)
            {
                await ledger.NoteAsync(
                    result.Version with { Status = ModelVersionStatus.Candidate }, exception, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }

        // Not a candidate before: whoever goes on under another id takes a candidate for decided.
        var version = await ledger.UpdateAsync(result.Version with { Status = ModelVersionStatus.Promoted }, cancellationToken).ConfigureAwait(false);
        return result with { Version = version, Live = live };
    }

    private async Task<LiveModel> PromoteAsync(ModelVersion version, Guid id, FineTunePipelineRequest request, CancellationToken cancellationToken)
    {
        var live = await LiveAsync(request.UseCase, cancellationToken).ConfigureAwait(false);
        if (live is not null && live.PromotionId != id && (live.Model ?? version.BaseModel) != version.Baseline
            && !await IsDoneAsync(id, request.UseCase, cancellationToken).ConfigureAwait(false))
        {
            throw new PromotionConflictException(
                $"{version.FinalModel} was compared with {version.Baseline}, and '{request.UseCase}' calls {live.Model} now; it stays a candidate. "
                + "Start another pipeline, or promote it by hand.", live);
        }

        return await promoter.PromoteAsync(
            new(request.UseCase, version.FinalModel!, string.Create(CultureInfo.InvariantCulture, $"version {version.Number} passed the gate"))
            {
                Id = id,
                EvaluationRun = version.EvaluationRun,
                GrantUsageTo = request.GrantUsageTo,
                ProbeRole = request.ProbeRole,
                // No row yet is generation 0: null would replace whatever somebody else promotes first.
                ExpectedGeneration = live?.PromotionId == id ? null : live?.Generation ?? 0,
            }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsDoneAsync(Guid promotion, string useCase, CancellationToken cancellationToken) =>
        (await promoter.GetHistoryAsync(useCase, cancellationToken).ConfigureAwait(false)).Any(p =>
            p.Id == promotion && p.Outcome == PromotionOutcome.Done);
}

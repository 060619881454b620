using CortexSharp.Usage;
using static System.FormattableString;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What usage views and call logs show of tuned models, and how far that can be believed.</summary>
internal sealed class UsageEvidence
{
    // Snowflake's page of the view AI_FUNCTIONS.
    private static readonly DateTimeOffset DataSince = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly HashSet<string> _names;
    private readonly List<UsageDay> _days = [];

    private UsageEvidence(IEnumerable<TunedModel> models) => _names = models.Select(NameOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Why the absence of calls proves nothing; null when it does.</summary>
    public string? Doubt { get; private set; }

    public static async Task<UsageEvidence> ReadAsync(
        ICortexUsageClient usage, IReadOnlyList<ICortexCallLog> logs, DateTimeOffset from, IEnumerable<TunedModel> models, bool restIsUnused,
        CancellationToken cancellationToken)
    {
        var evidence = new UsageEvidence(models);
        if (from < DataSince)
        {
            evidence.Doubt = Invariant(
                $"{UsageView.AiFunctions} has data only since {DataSince:yyyy-MM-dd}, so nobody knows whether it was called before.");
        }

        // Calls by SQL are to be shown in any case; requests over REST only where there are any.
        await evidence.ReadAsync(UsageView.AiFunctions, usage, from, mustShow: true, cancellationToken).ConfigureAwait(false);
        if (!restIsUnused)
            await evidence.ReadAsync(UsageView.RestApi, usage, from, mustShow: false, cancellationToken).ConfigureAwait(false);
        foreach (var log in logs)
            await evidence.ReadAsync(log, DateOnly.FromDateTime(from.UtcDateTime), cancellationToken).ConfigureAwait(false);
        return evidence;
    }

    /// <summary>The day on which a model was called last, as the source tells it that knows the latest; null when none shows a call.</summary>
    public UsageDay? LastUseOf(TunedModel model) => Of(model).MaxBy(d => d.LastCallAt ?? DateTimeOffset.MinValue);

    /// <summary>What each source shows of a model, by day.</summary>
    public IReadOnlyList<UsageDay> Of(TunedModel model) =>
        [.. _days.Where(d => NameOf(d) == NameOf(model)).OrderBy(d => d.Day).ThenBy(d => d.Source, StringComparer.Ordinal)];

    private async Task ReadAsync(UsageView view, ICortexUsageClient usage, DateTimeOffset from, bool mustShow, CancellationToken cancellationToken)
    {
        try
        {
            // Only of tuned models: an account may have asked base models millions of times.
            var query = new UsageQuery { View = view, From = from, ModelNames = [.. _names] };
            var days = await usage.GetDaysAsync(query, cancellationToken).ConfigureAwait(false);
            var shown = days.Where(IsOfTuned).ToList();
            _days.AddRange(shown);
            if (shown.Count == 0 && (mustShow || await IsUsedAsync(view, usage, from, cancellationToken).ConfigureAwait(false)))
                Doubt ??= $"{view} shows no call of any tuned model, so it is not proven that it names them as expected.";
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            Doubt ??= $"{view} cannot be read, so nobody knows whether it was called: {e.Message}";
        }
    }

    private static async Task<bool> IsUsedAsync(UsageView view, ICortexUsageClient usage, DateTimeOffset from, CancellationToken cancellationToken) =>
        await usage.ReadAsync(new() { View = view, From = from }, cancellationToken).AnyAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>A log keeps the models that it shows. What it does not show proves nothing: other applications may keep none.</summary>
    private async Task ReadAsync(ICortexCallLog log, DateOnly from, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var day in log.ReadAsync(from, cancellationToken).ConfigureAwait(false))
            {
                if (IsOfTuned(day))
                    _days.Add(day);
            }
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            Doubt ??= "A call log cannot be read, so nobody knows whether it shows a call: let its application count a call first, or grant SELECT "
                + $"on its table. {e.Message}";
        }
    }

    private bool IsOfTuned(UsageDay day) => _names.Contains(NameOf(day));

    private static string NameOf(TunedModel model) => TunedModel.LastPartOf(model.Name.Name);

    private static string NameOf(UsageDay day) => TunedModel.LastPartOf(day.Model);
}

using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What the usage views show of tuned models, and how far that can be believed.</summary>
internal sealed class UsageEvidence
{
    private readonly Dictionary<string, List<UsageRecord>> _records = new(StringComparer.Ordinal);

    /// <summary>Why the absence of calls proves nothing; null when it does.</summary>
    public string? Doubt { get; private set; }

    public static async Task<UsageEvidence> ReadAsync(
        ICortexUsageClient usage, DateTimeOffset from, IReadOnlyCollection<TunedModel> models, bool restIsUnused, CancellationToken cancellationToken)
    {
        var evidence = new UsageEvidence();
        var names = models.Select(m => TunedModel.LastPartOf(m.Name.Name)).ToHashSet(StringComparer.Ordinal);
        // Calls by SQL are to be shown in any case; requests over REST only where there are any.
        await evidence.ReadAsync(usage, UsageView.AiFunctions, from, names, mustShow: true, cancellationToken).ConfigureAwait(false);
        if (!restIsUnused)
            await evidence.ReadAsync(usage, UsageView.RestApi, from, names, mustShow: false, cancellationToken).ConfigureAwait(false);
        return evidence;
    }

    private async Task ReadAsync(
        ICortexUsageClient usage, UsageView view, DateTimeOffset from, HashSet<string> names, bool mustShow, CancellationToken cancellationToken)
    {
        var (isShown, isEmpty) = (false, true);
        try
        {
            await foreach (var record in usage.ReadAsync(new() { View = view, From = from }, cancellationToken).ConfigureAwait(false))
            {
                isEmpty = false;
                var name = TunedModel.LastPartOf(record.Model);
                if (!names.Contains(name))
                    continue;
                isShown = true;
                if (!_records.TryGetValue(name, out var records))
                    _records[name] = records = [];
                records.Add(record);
            }
        }
        catch (CortexException e) when (!e.IsTransient)
        {
            Doubt ??= $"{view} cannot be read, so nobody knows whether it was called: {e.Message}";
            return;
        }

        if (!isShown && (mustShow || !isEmpty))
            Doubt ??= $"{view} shows no call of any tuned model, so it is not proven that it names them as expected.";
    }

    public DateTimeOffset? LastUseOf(TunedModel model) =>
        RecordsOf(model) is { Count: > 0 } records ? records.Max(r => r.EndTime ?? r.StartTime ?? DateTimeOffset.MinValue) : null;

    public IReadOnlyList<ModelUsageDay> Of(TunedModel model) =>
    [
        .. RecordsOf(model).GroupBy(r => (Day: DateOnly.FromDateTime((r.StartTime ?? default).UtcDateTime), r.View)).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.View.Name, StringComparer.Ordinal)
            .Select(g => new ModelUsageDay(
                g.Key.Day, g.Key.View, g.LongCount(), g.Any(r => r.Tokens is not null) ? g.Sum(r => r.Tokens ?? 0) : null,
                [.. g.Where(r => r.Credits is not null).GroupBy(r => r.Credits!.Value.Unit).Select(u => new Amount(u.Sum(r => r.Credits!.Value.Value), u.Key))])),
    ];

    private List<UsageRecord> RecordsOf(TunedModel model) => _records.GetValueOrDefault(TunedModel.LastPartOf(model.Name.Name)) ?? [];
}

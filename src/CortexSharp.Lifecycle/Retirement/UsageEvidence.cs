using CortexSharp.Usage;

namespace CortexSharp.Lifecycle.Retirement;

/// <summary>What the usage views show of tuned models, and how far that can be believed.</summary>
internal sealed class UsageEvidence
{
    private readonly Dictionary<string, List<UsageRecord>> _records = new(StringComparer.Ordinal);

    /// <summary>Why the absence of calls proves nothing; null when it does.</summary>
    public string? Doubt { get; private set; }

    public static async Task<UsageEvidence> ReadAsync(ICortexUsageClient usage, DateTimeOffset from, IReadOnlyCollection<TunedModel> models, CancellationToken cancellationToken)
    {
        var evidence = new UsageEvidence();
        var names = models.Select(m => TunedModel.LastPartOf(m.Name.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var view in (UsageView[])[UsageView.AiFunctions, UsageView.RestApi])
        {
            try
            {
                await foreach (var record in usage.ReadAsync(new() { View = view, From = from }, cancellationToken).ConfigureAwait(false))
                {
                    var name = TunedModel.LastPartOf(record.Model);
                    if (!names.Contains(name))
                        continue;
                    if (!evidence._records.TryGetValue(name, out var records))
                        evidence._records[name] = records = [];
                    records.Add(record);
                }
            }
            catch (CortexException e) when (!e.IsTransient)
            {
                evidence.Doubt = $"{view} cannot be read, so nobody knows whether it was called: {e.Message}";
            }
        }

        if (evidence.Doubt is null && evidence._records.Values.All(r => r.TrueForAll(u => u.View != UsageView.AiFunctions)))
            evidence.Doubt = $"{UsageView.AiFunctions} shows no call of any tuned model, so it is not proven that it names them as expected.";
        return evidence;
    }

    public DateTimeOffset? LastUseOf(TunedModel model) => RecordsOf(model) is { Count: > 0 } records ? records.Max(r => r.EndTime ?? r.StartTime ?? DateTimeOffset.MinValue) : null;

    public IReadOnlyList<ModelUsageDay> Of(TunedModel model) =>
    [
        .. RecordsOf(model).GroupBy(r => (Day: DateOnly.FromDateTime((r.StartTime ?? default).UtcDateTime), r.View)).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.View.Name, StringComparer.Ordinal)
            .Select(g => new ModelUsageDay(
                g.Key.Day, g.Key.View, g.LongCount(), g.Any(r => r.Tokens is not null) ? g.Sum(r => r.Tokens ?? 0) : null,
                [.. g.Where(r => r.Credits is not null).GroupBy(r => r.Credits!.Value.Unit).Select(u => new Amount(u.Sum(r => r.Credits!.Value.Value), u.Key))])),
    ];

    private List<UsageRecord> RecordsOf(TunedModel model) => _records.GetValueOrDefault(TunedModel.LastPartOf(model.Name.Name)) ?? [];
}

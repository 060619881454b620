namespace CortexSharp.Usage;

/// <summary>Adds up what views show.</summary>
public static class CortexUsageClientExtensions
{
    /// <summary>What each model was used for, day by day (UTC).</summary>
    /// <param name="usage">The client.</param>
    /// <param name="query">Which rows of which view.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>One for each day and model, by day and name.</returns>
    /// <exception cref="ArgumentException">The view has no time, or as for <see cref="ICortexUsageClient.ReadAsync"/>.</exception>
    /// <exception cref="CortexException">As for <see cref="ICortexUsageClient.ReadAsync"/>.</exception>
    public static async Task<IReadOnlyList<UsageDay>> GetDaysAsync(
        this ICortexUsageClient usage, UsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(usage);
        ArgumentNullException.ThrowIfNull(query);
        if (UsageViewColumns.Of(query.View).Start is null)
            throw new ArgumentException($"{query.View} tells no time, so nothing of it can be said by day; read another view.", nameof(query));
        var sums = new Dictionary<(DateOnly Day, string Model), Sum>();
        await foreach (var record in usage.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var key = (DateOnly.FromDateTime((record.StartTime ?? record.EndTime ?? default).UtcDateTime), record.Model);
            if (!sums.TryGetValue(key, out var sum))
                sums[key] = sum = new();
            sum.Add(record);
        }

        return
        [
            .. sums.OrderBy(s => s.Key.Day).ThenBy(s => s.Key.Model, StringComparer.Ordinal)
                .Select(s => new UsageDay(s.Key.Day, s.Key.Model, query.View.Name, s.Value.Rows)
                {
                    Tokens = s.Value.Tokens,
                    Credits = s.Value.Credits,
                    LastCallAt = s.Value.Last,
                }),
        ];
    }

    private sealed class Sum
    {
        private readonly List<Amount> _credits = [];

        public long Rows { get; private set; }

        public long? Tokens { get; private set; }

        public IReadOnlyList<Amount> Credits => _credits;

        public DateTimeOffset? Last { get; private set; }

        public void Add(UsageRecord record)
        {
            Rows++;
            if (record.Tokens is { } tokens)
                Tokens = (Tokens ?? 0) + tokens;
            if ((record.EndTime ?? record.StartTime) is { } end && !(end < Last))
                Last = end;
            if (record.Credits is not { } credits)
                return;
            // Of one unit, but for the day on which Snowflake's billing changed.
            var at = _credits.FindIndex(c => c.Unit == credits.Unit);
            if (at < 0)
                _credits.Add(credits);
            else
                _credits[at] += credits;
        }
    }
}

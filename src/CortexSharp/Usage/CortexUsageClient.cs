using System.Runtime.CompilerServices;
using System.Text.Json;
using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Usage;

/// <summary>Reads the usage views.</summary>
internal sealed class CortexUsageClient : ICortexUsageClient
{
    private const decimal TokensOfPrice = 1_000_000;

    private readonly ISqlExecutor _executor;

    public CortexUsageClient(ISqlExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(executor);
        _executor = executor;
    }

    public IAsyncEnumerable<UsageRecord> ReadAsync(UsageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(query, UsageStatement.Read(query), cancellationToken);
    }

    public async Task<Amount?> GetCreditsAsync(UsageQuery query, CancellationToken cancellationToken = default)
    {
        Amount? sum = null;
        await foreach (var record in ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (record.Credits is { } credits)
                sum = sum is { } known ? known + credits : credits;
        }

        return sum;
    }

    public async Task<IReadOnlyList<EffectivePrice>> GetEffectivePricesAsync(UsageQuery query, CancellationToken cancellationToken = default)
    {
        var sums = new SortedDictionary<(string Model, string Unit), (long Tokens, Amount Credits)>();
        await foreach (var record in ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (record is not { Tokens: { } tokens, Credits: { } credits })
                continue;
            var key = (record.Model, credits.Unit.Value);
            sums[key] = sums.TryGetValue(key, out var sum) ? (sum.Tokens + tokens, sum.Credits + credits) : (tokens, credits);
        }

        return
        [
            .. sums.Where(s => s.Value.Tokens > 0)
                .Select(s => new EffectivePrice(s.Key.Model, s.Value.Credits * TokensOfPrice / s.Value.Tokens, s.Value.Tokens)),
        ];
    }

    private async IAsyncEnumerable<UsageRecord> ReadAsync(
        UsageQuery query, SqlStatement statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = UsageViewColumns.Of(query.View);
        await foreach (var row in _executor.QueryAsync(statement, null, cancellationToken).ConfigureAwait(false))
        {
            var start = row.GetOrDefault<DateTimeOffset?>("START_TIME");
            var tokens = TokensByKind(row);
            var service = row.GetOrDefault<string>("SERVICE");
            var unit = columns.UnitOf(service);
            if (unit == AmountUnit.AiCredit && start < query.AiCreditsSince)
                unit = AmountUnit.PlatformCredit;
            yield return new UsageRecord(query.View, row.GetOrDefault<string>("MODEL") ?? "")
            {
                StartTime = start,
                EndTime = row.GetOrDefault<DateTimeOffset?>("END_TIME"),
                Function = row.GetOrDefault<string>("FUNCTION_NAME"),
                Service = service,
                QueryId = row.GetOrDefault<string>("QUERY_ID"),
                QueryTag = row.GetOrDefault<string>("QUERY_TAG"),
                Tokens = row.GetOrDefault<long?>("TOKENS") ?? tokens.Total,
                TokensByKind = tokens.ByKind,
                Credits = row.GetOrDefault<decimal?>("CREDITS") is { } credits ? new Amount(credits, unit) : null,
                CreditsByKind = row.GetOrDefault<JsonElement?>("CREDITS_BY_KIND") is { ValueKind: JsonValueKind.Object } kinds
                    ? AmountsOf(kinds, unit)
                    : null,
                IsCompleted = row.GetOrDefault<bool?>("IS_COMPLETED"),
            };
        }
    }

    private static Dictionary<string, Amount> AmountsOf(JsonElement kinds, AmountUnit unit) => kinds.EnumerateObject()
        .Where(kind => kind.Value.ValueKind is JsonValueKind.Number)
        .ToDictionary(kind => kind.Name, kind => new Amount(kind.Value.GetDecimal(), unit), StringComparer.Ordinal);

    /// <summary>
    /// The counts of tokens; of other units, such as pages, there are none. What the account spells another way is left out rather than guessed.
    /// </summary>
    private static (long? Total, TokenUsage? ByKind) TokensByKind(SqlRow row)
    {
        long? input = null, output = null, total = null;
        if (row.GetOrDefault<JsonElement?>("METRICS") is { ValueKind: JsonValueKind.Array } metrics)
        {
            foreach (var metric in metrics.EnumerateArray())
                Take(metric);
        }
        else if (row.GetOrDefault<JsonElement?>("TOKENS_BY_KIND") is { ValueKind: JsonValueKind.Object } kinds)
        {
            foreach (var kind in kinds.EnumerateObject())
                Count(kind.Name, kind.Value);
        }

        return input is { } read && output is { } written
            ? (read + written, new TokenUsage(read, written, read + written))
            : (total ?? input ?? output, null);

        void Take(JsonElement metric)
        {
            if (metric.ValueKind is JsonValueKind.Object && metric.TryGetProperty("key", out var key) && metric.TryGetProperty("value", out var value)
                && key.ValueKind is JsonValueKind.Object && key.TryGetProperty("unit", out var unit) && unit.ValueEquals("tokens")
                && key.TryGetProperty("metric", out var name) && name.GetString() is { } kind)
            {
                Count(kind, value);
            }
        }

        void Count(string kind, JsonElement value)
        {
            if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var tokens))
                return;
            switch (kind)
            {
                case "input":
                    input = tokens;
                    break;
                case "output":
                    output = tokens;
                    break;
                case "total":
                    total = tokens;
                    break;
            }
        }
    }
}

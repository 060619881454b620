using System.Collections.Frozen;
using CortexSharp.Sql;

namespace CortexSharp.Usage;

/// <summary>
/// How a view names what a <see cref="UsageRecord"/> holds; null where it has no such column (Snowflake's reference pages of the views).
/// </summary>
internal sealed record UsageViewColumns
{
    private static readonly FrozenDictionary<UsageView, UsageViewColumns> Known = new Dictionary<UsageView, UsageViewColumns>
    {
        [UsageView.AiFunctions] = new()
        {
            Model = "MODEL_NAME",
            Start = "START_TIME",
            End = "END_TIME",
            Function = "FUNCTION_NAME",
            QueryId = "QUERY_ID",
            QueryTag = "QUERY_TAG",
            Metrics = "METRICS",
            Credits = "CREDITS",
            IsCompleted = "IS_COMPLETED",
            Unit = AmountUnit.AiCredit,
        },
        // Its query tag came later than the view, and its page does not say when: an account without it would fail the whole statement.
        [UsageView.AiSql] = new()
        {
            Model = "MODEL_NAME",
            Start = "USAGE_TIME",
            Function = "FUNCTION_NAME",
            QueryId = "QUERY_ID",
            Tokens = "TOKENS",
            Credits = "TOKEN_CREDITS",
            CreditsByKind = "TOKEN_CREDITS_GRANULAR",
            Unit = AmountUnit.AiCredit,
        },
        [UsageView.Functions] = new()
        {
            Model = "MODEL_NAME",
            Start = "START_TIME",
            End = "END_TIME",
            Function = "FUNCTION_NAME",
            Tokens = "TOKENS",
            Credits = "TOKEN_CREDITS",
            Unit = AmountUnit.AiCredit,
        },
        // No time, so nothing says which credits these are. The view was given up before there were AI credits.
        [UsageView.FunctionQueries] = new()
        {
            Model = "MODEL_NAME",
            Function = "FUNCTION_NAME",
            QueryId = "QUERY_ID",
            Tokens = "TOKENS",
            Credits = "TOKEN_CREDITS",
            Unit = AmountUnit.PlatformCredit,
        },
        [UsageView.FineTuning] = new()
        {
            Model = "MODEL_NAME",
            Start = "START_TIME",
            End = "END_TIME",
            Tokens = "TOKENS",
            Credits = "TOKEN_CREDITS",
            Unit = AmountUnit.PlatformCredit,
        },
        [UsageView.RestApi] = new()
        {
            Model = "MODEL_NAME",
            Start = "START_TIME",
            End = "END_TIME",
            QueryId = "REQUEST_ID",
            Tokens = "TOKENS",
            TokensByKind = "TOKENS_GRANULAR",
        },
        [UsageView.SearchServing] = new()
        {
            Start = "START_TIME",
            End = "END_TIME",
            Service = "SERVICE_NAME",
            Credits = "CREDITS",
            Unit = AmountUnit.AiCredit,
        },
        // Its tokens are text.
        [UsageView.SearchDaily] = new()
        {
            Model = "MODEL_NAME",
            Start = "USAGE_DATE",
            IsStartDate = true,
            Function = "CONSUMPTION_TYPE",
            Service = "SERVICE_NAME",
            Credits = "CREDITS",
            Unit = AmountUnit.AiCredit,
        },
        [UsageView.MeteringDaily] = new()
        {
            Start = "USAGE_DATE",
            IsStartDate = true,
            Service = "SERVICE_TYPE",
            Credits = "CREDITS_BILLED",
            Unit = AmountUnit.PlatformCredit,
            ServiceInAiCredits = "AI_SERVICES",
        },
    }.ToFrozenDictionary();

    public string? Model { get; private init; }

    public string? Start { get; private init; }

    /// <summary>Whether <see cref="Start"/> is a day of UTC, not a time.</summary>
    public bool IsStartDate { get; private init; }

    public string? End { get; private init; }

    public string? Function { get; private init; }

    public string? Service { get; private init; }

    public string? QueryId { get; private init; }

    public string? QueryTag { get; private init; }

    public string? Tokens { get; private init; }

    /// <summary>An object of tokens by kind.</summary>
    public string? TokensByKind { get; private init; }

    /// <summary>An array of counts, each with its key.</summary>
    public string? Metrics { get; private init; }

    public string? Credits { get; private init; }

    /// <summary>An object of credits by kind.</summary>
    public string? CreditsByKind { get; private init; }

    public string? IsCompleted { get; private init; }

    /// <summary>What the view's credits are, now.</summary>
    public AmountUnit Unit { get; private init; }

    /// <summary>The one service whose credits are AI credits all the same.</summary>
    public string? ServiceInAiCredits { get; private init; }

    public AmountUnit UnitOf(string? service) => service is not null && service == ServiceInAiCredits ? AmountUnit.AiCredit : Unit;

    public static UsageViewColumns Of(UsageView view) => Known.TryGetValue(view, out var columns)
        ? columns
        : throw new ArgumentException(
            $"{view} is not a usage view that is known here; the known ones are properties of {nameof(UsageView)}.", nameof(view));

    /// <summary>A column of the view, or NULL where it has none.</summary>
    public static SqlStatement Select(string? column) =>
        column is null ? SqlStatement.Create($"NULL") : SqlStatement.Create($"u.{new SqlIdentifier(column)}");
}

using System.Collections.Frozen;
using System.Globalization;
using CortexSharp.Local.Engine.Catalog;
using CortexSharp.Local.Engine.Types;
using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.Usage;

/// <summary>
/// The views of <c>SNOWFLAKE.ACCOUNT_USAGE</c> that tell what AI functions and fine-tuning used up, in the shapes of Snowflake's pages of their
/// names. A row shows when the view's latency has passed, and for a year.
/// </summary>
internal sealed class UsageViews : ISystemViews
{
    // Where Snowflake's page names no latency, the longest of those that name one.
    private static readonly TimeSpan Usual = TimeSpan.FromHours(3);

    // Refreshed about every two minutes, at the latest after five.
    private static readonly TimeSpan OfFunctions = TimeSpan.FromMinutes(5);

    private static readonly SqlType Ltz = SqlType.TimestampLtz;
    private static readonly SqlType Text = SqlType.Varchar;
    private static readonly SqlType Whole = SqlType.Integer;
    private static readonly SqlType CreditsType = SqlType.Number(Credits.Scale);

    // Times are kept in milliseconds. Credits of which a part is not known are not known.
    private const string Hour = "3600000";
    private const string InputAndOutput = "input_credits + output_credits";
    private const string AllCredits = "CASE WHEN count(input_credits + output_credits) = count(*) THEN sum(input_credits + output_credits) END";
    private const string AllTokens = "sum(input_tokens + coalesce(output_tokens, 0))";
    private const string User = "'1'";
    private const string IsFunction = $"(function_name <> '{UsageKey.Rest}')";

    private readonly CortexTables _tables;
    private readonly FrozenDictionary<string, SystemView> _views;

    /// <param name="tables">Where usage is kept.</param>
    /// <param name="latency">The latency of all views; null for that of each, as documented.</param>
    /// <param name="region">The account's region, in which models are asked.</param>
    public UsageViews(CortexTables tables, TimeSpan? latency, string region)
    {
        _tables = tables;
        _views = new Dictionary<string, SystemView>
        {
            ["CORTEX_AI_FUNCTIONS_USAGE_HISTORY"] = View(
                $"FROM \"_cortexsharp_usage\" WHERE {IsVisible("finished_on", latency ?? OfFunctions)} AND {IsFunction}",
                ("START_TIME", Ltz, Moment("hour")), ("END_TIME", Ltz, Moment($"hour + {Hour}")), ("FUNCTION_NAME", Text, "function_name"),
                ("MODEL_NAME", Text, "model_name"), ("QUERY_ID", Text, "query_id"), ("WAREHOUSE_ID", Whole, "warehouse_id"),
                ("ROLE_NAMES", SqlType.Array, "json_array(role)"), ("QUERY_TAG", Text, "query_tag"), ("USER_ID", Text, User),
                ("METRICS", SqlType.Array, $"CASE WHEN output_tokens IS NULL THEN json_array({Metric("total", "input_tokens")}) "
                    + $"ELSE json_array({Metric("input", "input_tokens")}, {Metric("output", "output_tokens")}) END"),
                ("CREDITS", CreditsType, InputAndOutput), ("IS_COMPLETED", SqlType.Boolean, $"finished_on < hour + {Hour}")),
            ["CORTEX_AISQL_USAGE_HISTORY"] = View(
                $"FROM \"_cortexsharp_usage\" WHERE {IsVisible("finished_on", latency ?? Usual)} AND {IsFunction} GROUP BY query_id, "
                + "function_name, model_name, warehouse_id",
                ("USAGE_TIME", Ltz, Moment($"max(finished_on) / {Hour} * {Hour}")), ("MODEL_NAME", Text, "model_name"),
                ("FUNCTION_NAME", Text, "function_name"),
                ("TOKEN_CREDITS", CreditsType, AllCredits), ("TOKENS", Whole, AllTokens),
                ("TOKEN_CREDITS_GRANULAR", SqlType.Object,
                    $"CASE WHEN {AllCredits} IS NOT NULL THEN json_object('input', {Real("sum(input_credits)")}, 'output', "
                    + $"{Real("sum(output_credits)")}) END"),
                ("TOKENS_GRANULAR", SqlType.Object, "json_object('input', sum(input_tokens), 'output', coalesce(sum(output_tokens), 0))"),
                ("QUERY_ID", Text, "query_id"), ("QUERY_TAG", Text, "max(query_tag)"), ("USER_ID", Text, User),
                ("WAREHOUSE_ID", Text, "CAST(warehouse_id AS TEXT)")),
            ["CORTEX_FUNCTIONS_USAGE_HISTORY"] = View(
                $"FROM \"_cortexsharp_usage\" WHERE {IsVisible("finished_on", latency ?? Usual)} AND {IsFunction} GROUP BY hour, function_name, "
                + "model_name, warehouse_id",
                ("START_TIME", Ltz, Moment("hour")), ("END_TIME", Ltz, Moment($"hour + {Hour}")), ("FUNCTION_NAME", Text, "function_name"),
                ("MODEL_NAME", Text, "model_name"), ("WAREHOUSE_ID", Whole, "warehouse_id"), ("TOKENS", Whole, AllTokens),
                ("TOKEN_CREDITS", CreditsType, AllCredits)),
            // Snowflake no longer updates this one, so it never has rows here.
            ["CORTEX_FUNCTIONS_QUERY_USAGE_HISTORY"] = View(
                "WHERE FALSE", ("FUNCTION_NAME", Text, "NULL"), ("MODEL_NAME", Text, "NULL"), ("QUERY_ID", Text, "NULL"), ("TOKENS", Whole, "NULL"),
                ("TOKEN_CREDITS", CreditsType, "NULL"), ("WAREHOUSE_ID", Text, "NULL")),
            ["CORTEX_FINE_TUNING_USAGE_HISTORY"] = View(
                $"FROM \"_cortexsharp_jobs\" WHERE status = 'SUCCESS' AND {IsVisible("finished_on", latency ?? Usual)} GROUP BY finished_on / "
                + $"{Hour}, base_model",
                ("START_TIME", Ltz, Moment($"finished_on / {Hour} * {Hour}")), ("END_TIME", Ltz, Moment($"(finished_on / {Hour} + 1) * {Hour}")),
                ("MODEL_NAME", Text, "base_model"), ("TOKEN_CREDITS", CreditsType, "CASE WHEN count(credits) = count(*) THEN sum(credits) END"),
                ("TOKENS", Whole, "sum(trained_tokens)")),
            // Requests over REST are no statements: a server in front of this engine asks for them. Their request's id is kept as a query's.
            ["CORTEX_REST_API_USAGE_HISTORY"] = View(
                $"FROM \"_cortexsharp_usage\" WHERE {IsVisible("finished_on", latency ?? Usual)} AND NOT {IsFunction}",
                ("START_TIME", Ltz, Moment("started_on")), ("END_TIME", Ltz, Moment("finished_on")), ("REQUEST_ID", Text, "query_id"),
                ("MODEL_NAME", Text, "model_name"),
                ("TOKENS", Whole, "input_tokens + coalesce(output_tokens, 0)"),
                ("TOKENS_GRANULAR", SqlType.Object, "json_object('input', input_tokens, 'output', coalesce(output_tokens, 0))"),
                ("USER_ID", Text, User), ("INFERENCE_REGION", Text, $"'{region.Replace("'", "''", StringComparison.Ordinal)}'")),
            // There are no search services here.
            ["CORTEX_SEARCH_SERVING_USAGE_HISTORY"] = View(
                "WHERE FALSE", ("START_TIME", Ltz, "NULL"), ("END_TIME", Ltz, "NULL"), ("DATABASE_NAME", Text, "NULL"), ("SCHEMA_NAME", Text, "NULL"),
                ("SERVICE_NAME", Text, "NULL"), ("SERVICE_ID", Whole, "NULL"), ("CREDITS", CreditsType, "NULL")),
            ["CORTEX_SEARCH_DAILY_USAGE_HISTORY"] = View(
                "WHERE FALSE", ("USAGE_DATE", Ltz, "NULL"), ("DATABASE_NAME", Text, "NULL"), ("SCHEMA_NAME", Text, "NULL"),
                ("SERVICE_NAME", Text, "NULL"),
                ("SERVICE_ID", Whole, "NULL"), ("CONSUMPTION_TYPE", Text, "NULL"), ("CREDITS", CreditsType, "NULL"), ("MODEL_NAME", Text, "NULL"),
                ("TOKENS", Text, "NULL")),
            // AI functions only: training is billed in another kind of credits, and the two are never added.
            ["METERING_DAILY_HISTORY"] = View(
                $"FROM \"_cortexsharp_usage\" WHERE {IsVisible("finished_on", latency ?? Usual)} GROUP BY hour / (24 * {Hour})",
                ("SERVICE_TYPE", Text, "'AI_SERVICES'"), ("USAGE_DATE", SqlType.Date, $"hour / (24 * {Hour})"),
                ("CREDITS_USED_COMPUTE", CreditsType, AllCredits),
                ("CREDITS_USED_CLOUD_SERVICES", CreditsType, "0"), ("CREDITS_USED", CreditsType, AllCredits),
                ("CREDITS_ADJUSTMENT_CLOUD_SERVICES", CreditsType, "0"), ("CREDITS_BILLED", CreditsType, AllCredits)),
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public SystemView? Find(SqlIdentifier name)
    {
        if (name is not { Database: "SNOWFLAKE", Schema: "ACCOUNT_USAGE" } || !_views.TryGetValue(name.Name, out var view))
            return null;
        _tables.Ensure();
        return view;
    }

    private static SystemView View(string rest, params (string Name, SqlType Type, string Sql)[] columns) => new(
        [.. columns.Select(c => new Engine.Translation.OutputColumn(c.Name, c.Type))],
        string.Create(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", columns.Select((c, i) => $"{c.Sql} AS c{i + 1}"))} {rest}"));

    private static string IsVisible(string time, TimeSpan latency) => string.Create(CultureInfo.InvariantCulture,
        $"{time} + {(long)latency.TotalMilliseconds} <= cs_milliseconds($now) AND {time} > cs_milliseconds($now) - "
        + $"{(long)TimeSpan.FromDays(365).TotalMilliseconds}");

    private static string Moment(string milliseconds) => $"cs_from_milliseconds({milliseconds})";

    private static string Metric(string metric, string tokens) =>
        $"json_object('key', json_object('metric', '{metric}', 'unit', 'tokens'), 'value', {tokens})";

    private static string Real(string units) => $"{units} / 1e{Credits.Scale.ToString(CultureInfo.InvariantCulture)}";
}

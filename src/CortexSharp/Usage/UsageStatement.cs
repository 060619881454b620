using CortexSharp.Sql;

namespace CortexSharp.Usage;

/// <summary>Builds the statement that reads a usage view.</summary>
internal static class UsageStatement
{
    public static SqlStatement Read(UsageQuery query)
    {
        var columns = UsageViewColumns.Of(query.View);
        var view = new SqlIdentifier("SNOWFLAKE", "ACCOUNT_USAGE", query.View.Name);
        var conditions = SqlStatement.Create($"TRUE");
        if (query.From is { } from)
            conditions = SqlStatement.Create($"{conditions} AND {Start(columns, nameof(query.From), query)} >= {Time(columns, from)}");
        if (query.Until is { } until)
            conditions = SqlStatement.Create($"{conditions} AND {Start(columns, nameof(query.Until), query)} < {Time(columns, until)}");
        if (query.Model is { } model)
            conditions = SqlStatement.Create($"{conditions} AND UPPER({Needed(columns.Model, nameof(query.Model), query)}) = UPPER({model})");
        if (query.ModelNames is { } names)
        {
            var name = Needed(columns.Model, nameof(query.ModelNames), query);
            conditions = SqlStatement.Create(
                $"""
                {conditions} AND SPLIT_PART(REPLACE(UPPER({name}), '"', ''), '.', -1)
                  IN (SELECT UPPER(f.value::VARCHAR) FROM TABLE(FLATTEN(INPUT => PARSE_JSON({SqlJson.Of(names)}))) f)
                """);
        }

        if (query.Service is { } service)
            conditions = SqlStatement.Create($"{conditions} AND UPPER({Needed(columns.Service, nameof(query.Service), query)}) = UPPER({service})");
        if (query.QueryTag is { } tag)
            conditions = SqlStatement.Create($"{conditions} AND {Needed(columns.QueryTag, nameof(query.QueryTag), query)} = {tag}");
        if (query.QueryId is { } id)
            conditions = SqlStatement.Create($"{conditions} AND {Needed(columns.QueryId, nameof(query.QueryId), query)} = {id}");
        return SqlStatement.Create(
            $"""
            SELECT {Select(columns.Model)} AS MODEL, {Select(columns.Start)} AS START_TIME, {Select(columns.End)} AS END_TIME,
              {Select(columns.Function)} AS FUNCTION_NAME, {Select(columns.Service)} AS SERVICE, {Select(columns.QueryId)} AS QUERY_ID,
              {Select(columns.QueryTag)} AS QUERY_TAG, {Select(columns.Tokens)} AS TOKENS, {Json(columns.TokensByKind)} AS TOKENS_BY_KIND,
              {Json(columns.Metrics)} AS METRICS, {Select(columns.Credits)} AS CREDITS, {Json(columns.CreditsByKind)} AS CREDITS_BY_KIND,
              {Select(columns.IsCompleted)} AS IS_COMPLETED
            FROM {view} u WHERE {conditions} ORDER BY 2, 1
            """);
    }

    private static SqlStatement Select(string? column) => UsageViewColumns.Select(column);

    private static SqlStatement Json(string? column) => column is null ? Select(null) : SqlStatement.Create($"TO_JSON({Select(column)})");

    // Compared with a time of a zone, a date would begin at midnight of the session's time zone.
    private static SqlStatement Start(UsageViewColumns columns, string condition, UsageQuery query) => columns.IsStartDate
        ? SqlStatement.Create($"{Needed(columns.Start, condition, query)}::TIMESTAMP_NTZ")
        : Needed(columns.Start, condition, query);

    private static SqlBind Time(UsageViewColumns columns, DateTimeOffset time) =>
        columns.IsStartDate ? SqlBind.Of<DateTime>(time.UtcDateTime) : SqlBind.Of<DateTimeOffset>(time);

    private static SqlStatement Needed(string? column, string condition, UsageQuery query) => column is not null
        ? Select(column)
        : throw new ArgumentException(
            $"{nameof(UsageQuery)}.{condition} is set, and {query.View} has no column for it; leave it out or read another view.", nameof(query));
}

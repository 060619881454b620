using System.Text.Json;
using CortexSharp.Local.Server.Inference;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Search;

/// <summary>Turns a filter such as <c>{"@and": [{"@eq": {"LANG": "en"}}, {"@gte": {"YEAR": 2024}}]}</c> into a condition. Values are bound.</summary>
/// <param name="column">Gives a column of the service by its name; it throws for one that is not there.</param>
/// <param name="key">The service's key column; null when it has none.</param>
internal sealed class SearchFilter(Func<string, SqlIdentifier> column, string? key)
{
    private const int MostDepth = 32;

    /// <exception cref="InferenceException">The filter is wrong.</exception>
    public SqlStatement ToSql(JsonElement filter, int depth = 0)
    {
        if (depth > MostDepth)
            throw InferenceException.Bad($"the filter is nested more than {MostDepth} deep");
        if (filter.ValueKind is not JsonValueKind.Object || filter.EnumerateObject().Count() != 1)
            throw InferenceException.Bad("a filter is an object with one operator");
        var (name, value) = filter.EnumerateObject().Select(p => (p.Name, p.Value)).Single();
        return name switch
        {
            "@eq" => Compare(value, static (c, v) => SqlStatement.Create($"{c} = {v}")),
            "@gte" => Compare(value, static (c, v) => SqlStatement.Create($"{c} >= {v}")),
            "@lte" => Compare(value, static (c, v) => SqlStatement.Create($"{c} <= {v}")),
            "@contains" => Compare(value, static (c, v) => SqlStatement.Create($"ARRAY_CONTAINS(TO_VARIANT({v}), {c})")),
            "@primarykey" => OneOf(value),
            "@and" => Join(value, depth, SqlText.Trusted("AND")),
            "@or" => Join(value, depth, SqlText.Trusted("OR")),
            "@not" => SqlStatement.Create($"NOT COALESCE({ToSql(value, depth + 1)}, FALSE)"),
            _ => throw InferenceException.Bad($"unknown filter operator {name}"),
        };
    }

    private SqlStatement Compare(JsonElement pair, Func<SqlStatement, SqlBind, SqlStatement> condition)
    {
        if (pair.ValueKind is not JsonValueKind.Object || pair.EnumerateObject().Count() != 1)
            throw InferenceException.Bad("a comparison is an object with one column");
        var (name, value) = pair.EnumerateObject().Select(p => (p.Name, p.Value)).Single();
        return condition(SqlStatement.Create($"t.{column(name)}"), Bind(value));
    }

    private SqlStatement OneOf(JsonElement values)
    {
        if (key is null)
            throw InferenceException.Bad("the service has no primary key");
        if (values.ValueKind is not JsonValueKind.Array || values.GetArrayLength() == 0)
            throw InferenceException.Bad("@primarykey takes an array of values");
        return values.EnumerateArray().Select(v => SqlStatement.Create($"t.{column(key)} = {Bind(v)}"))
            .Aggregate(static (a, b) => SqlStatement.Create($"{a} OR {b}"));
    }

    private SqlStatement Join(JsonElement filters, int depth, SqlText op)
    {
        if (filters.ValueKind is not JsonValueKind.Array || filters.GetArrayLength() == 0)
            throw InferenceException.Bad($"@{op.ToString().ToLowerInvariant()} takes an array of filters");
        return filters.EnumerateArray().Select(f => SqlStatement.Create($"({ToSql(f, depth + 1)})"))
            .Aggregate((a, b) => SqlStatement.Create($"{a} {op} {b}"));
    }

    private static SqlBind Bind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SqlBind.Of(value.GetString()),
        JsonValueKind.True or JsonValueKind.False => SqlBind.Of<bool?>(value.GetBoolean()),
        JsonValueKind.Number => value.TryGetDecimal(out var exact) ? SqlBind.Of<decimal?>(exact) : SqlBind.Of<double?>(value.GetDouble()),
        _ => throw InferenceException.Bad("a filter compares with a string, a number or a truth value"),
    };
}

using CortexSharp.Local.Tests.Differential.Operators;

namespace CortexSharp.Local.Tests.Differential.Changes;

/// <summary>A row and the one row of another table whose key, the first column, it holds.</summary>
internal static class Keyed
{
    /// <summary>Both rows in one; null where there is none.</summary>
    public static object?[]? Met(object?[] row, Expression.Column key, ModelTable source) =>
        source.Rows.FirstOrDefault(s => Meet(row[key.Index], s[0])) is { } met ? [.. row, .. met] : null;

    public static bool Meet(object? value, object? key) => value is not null && key is not null && ComparisonOperators.Compare(value, key) == 0;

    public static string ToSql(Expression.Column key, ModelTable source) => $"{key.Name} = {source.Columns[0].Name}";
}

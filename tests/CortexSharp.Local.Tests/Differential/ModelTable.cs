using System.Collections.Immutable;

namespace CortexSharp.Local.Tests.Differential;

/// <summary>A small table: a key column <c>id</c>, then columns of every kind.</summary>
internal sealed record ModelTable(string Name, ImmutableArray<Expression.Column> Columns, ImmutableArray<object?[]> Rows)
{
    public string CreateSql => $"CREATE OR REPLACE TABLE {Name} ({string.Join(", ", Columns.Select(c => $"{c.Name} {c.Type}"))})";

    /// <summary>The statement that fills it; null when there is nothing to fill in.</summary>
    public string? InsertSql => Rows.IsEmpty ? null : $"INSERT INTO {Name} SELECT * FROM VALUES {string.Join(", ", Rows.Select(Line))}";

    private string Line(object?[] row) => $"({string.Join(", ", row.Select((v, i) => new Expression.Literal(Columns[i].Type, v).ToSql()))})";

    public override string ToString() => $"{CreateSql};\n{InsertSql};";
}

namespace CortexSharp.Local.Tests.Differential.Changes;

/// <summary>A new value of a column, of the column's type.</summary>
internal sealed record Assignment(Expression.Column Column, Expression Value)
{
    public override string ToString() => $"{Column.Name} = {Value.ToSql()}";
}

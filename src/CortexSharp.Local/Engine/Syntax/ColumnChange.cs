namespace CortexSharp.Local.Engine.Syntax;

/// <summary>One change of a table's columns by <c>ALTER TABLE</c>.</summary>
internal abstract record ColumnChange(int Position)
{
    public sealed record Add(int Position, ColumnDefinition Column, bool IfNotExists) : ColumnChange(Position);

    public sealed record Drop(int Position, string Column, bool IfExists) : ColumnChange(Position);

    public sealed record Rename(int Position, string Column, string To) : ColumnChange(Position);
}

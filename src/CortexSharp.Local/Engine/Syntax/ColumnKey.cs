namespace CortexSharp.Local.Engine.Syntax;

/// <summary>The key that a column belongs to. Snowflake keeps keys of standard tables as a remark and enforces none.</summary>
internal enum ColumnKey
{
    None,
    Primary,
    Unique,
}

using System.Collections.Immutable;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>What stands in <c>FROM</c>.</summary>
internal abstract record TableSource(int Position)
{
    public sealed record Table(int Position, ImmutableArray<string> Name, string? Alias, ImmutableArray<string> Columns) : TableSource(Position);

    public sealed record Derived(int Position, Query Query, string? Alias, ImmutableArray<string> Columns) : TableSource(Position);

    /// <summary><c>TABLE(FLATTEN(…))</c> and <c>LATERAL FLATTEN(…)</c>, which are the same.</summary>
    public sealed record Function(int Position, Expr.Call Call, string? Alias) : TableSource(Position);

    /// <summary>A join.</summary>
    /// <param name="Position">Where its keyword stands.</param>
    /// <param name="Kind"><c>INNER</c>, <c>LEFT</c>, <c>RIGHT</c>, <c>FULL</c> or <c>CROSS</c>.</param>
    /// <param name="Left">The left side.</param>
    /// <param name="Right">The right side.</param>
    /// <param name="On">The condition.</param>
    /// <param name="Using">The columns of <c>USING</c>.</param>
    public sealed record Join(int Position, string Kind, TableSource Left, TableSource Right, Expr? On, ImmutableArray<string> Using)
        : TableSource(Position);
}

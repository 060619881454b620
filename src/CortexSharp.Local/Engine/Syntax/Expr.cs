using System.Collections.Immutable;
using CortexSharp.Local.Engine.Types;

namespace CortexSharp.Local.Engine.Syntax;

/// <summary>An expression as written.</summary>
/// <param name="Position">The offset of its first character in the SQL text.</param>
internal abstract record Expr(int Position)
{
    public sealed record Null(int Position) : Expr(Position);

    public sealed record Text(int Position, string Value) : Expr(Position);

    /// <summary>An unsigned number, as its digits.</summary>
    public sealed record Number(int Position, string Digits) : Expr(Position);

    public sealed record Boolean(int Position, bool Value) : Expr(Position);

    /// <summary><c>INTERVAL '2 hours, 3 minutes'</c>.</summary>
    public sealed record Interval(int Position, string Value) : Expr(Position);

    /// <summary>A <c>?</c>.</summary>
    /// <param name="Position">Where it stands.</param>
    /// <param name="Index">Which one it is, from 0.</param>
    public sealed record Bind(int Position, int Index) : Expr(Position);

    /// <summary>A column: one to four parts, in exact case.</summary>
    public sealed record Name(int Position, ImmutableArray<string> Parts) : Expr(Position);

    /// <summary><c>*</c> or <c>t.*</c>, in a select list or <c>COUNT(*)</c>.</summary>
    public sealed record Star(int Position, string? Qualifier, ImmutableArray<string> Excluded) : Expr(Position);

    /// <summary><c>value:key</c>, <c>value['key']</c> or <c>value[index]</c>.</summary>
    public sealed record Element(int Position, Expr Value, Expr Key) : Expr(Position);

    /// <summary><c>-x</c> or <c>NOT x</c>.</summary>
    public sealed record Unary(int Position, string Operator, Expr Operand) : Expr(Position);

    /// <summary>Arithmetic, comparison, <c>||</c>, <c>AND</c>, <c>OR</c>.</summary>
    public sealed record Binary(int Position, string Operator, Expr Left, Expr Right) : Expr(Position);

    public sealed record IsNull(int Position, Expr Value, bool Negated) : Expr(Position);

    public sealed record IsDistinct(int Position, Expr Left, Expr Right, bool Negated) : Expr(Position);

    public sealed record Between(int Position, Expr Value, Expr Low, Expr High, bool Negated) : Expr(Position);

    public sealed record InList(int Position, Expr Value, ImmutableArray<Expr> Items, bool Negated) : Expr(Position);

    public sealed record InQuery(int Position, Expr Value, Query Query, bool Negated) : Expr(Position);

    /// <summary><c>LIKE</c>, <c>ILIKE</c> and <c>RLIKE</c>; several patterns for <c>LIKE ANY</c>.</summary>
    public sealed record Like(int Position, Expr Value, string Operator, ImmutableArray<Expr> Patterns, bool All, Expr? Escape, bool Negated)
        : Expr(Position);

    public sealed record Case(int Position, Expr? Subject, ImmutableArray<(Expr When, Expr Then)> Branches, Expr? Else) : Expr(Position);

    public sealed record Cast(int Position, Expr Value, SqlType Type, bool Try) : Expr(Position);

    /// <summary>A function call.</summary>
    /// <param name="Position">Where it begins.</param>
    /// <param name="Function">The name, folded, its parts joined by dots.</param>
    /// <param name="Arguments">The arguments.</param>
    /// <param name="Distinct">Whether <c>DISTINCT</c> stands before them.</param>
    /// <param name="WithinGroup">The order of <c>WITHIN GROUP</c>.</param>
    /// <param name="Over">The window, when there is one.</param>
    public sealed record Call(
        int Position, string Function, ImmutableArray<Argument> Arguments, bool Distinct, ImmutableArray<OrderItem> WithinGroup, Window? Over)
            : Expr(Position)
    {
        /// <summary>Whether <c>IGNORE NULLS</c> is said.</summary>
        public bool IgnoreNulls { get; init; }
    }

    /// <summary><c>{'key': value}</c>.</summary>
    public sealed record Object(int Position, ImmutableArray<(string Key, Expr Value)> Members) : Expr(Position);

    /// <summary><c>[value, …]</c>.</summary>
    public sealed record Array(int Position, ImmutableArray<Expr> Items) : Expr(Position);

    public sealed record Exists(int Position, Query Query) : Expr(Position);

    public sealed record Scalar(int Position, Query Query) : Expr(Position);

    /// <summary><c>TYPE OBJECT(…)</c>, already written as a JSON schema.</summary>
    public sealed record TypeLiteral(int Position, string Schema) : Expr(Position);

    /// <summary>The expressions directly inside, not those of subqueries.</summary>
    public IEnumerable<Expr> Children => this switch
    {
        Element e => [e.Value, e.Key],
        Unary e => [e.Operand],
        Binary e => [e.Left, e.Right],
        IsNull e => [e.Value],
        IsDistinct e => [e.Left, e.Right],
        Between e => [e.Value, e.Low, e.High],
        InList e => [e.Value, .. e.Items],
        InQuery e => [e.Value],
        Like e => [e.Value, .. e.Patterns, .. e.Escape is null ? (Expr[])[] : [e.Escape]],
        Case e =>
            [
                .. e.Subject is null ? (Expr[])[] : [e.Subject], .. e.Branches.SelectMany(b => new[] { b.When, b.Then }),
                .. e.Else is null ? (Expr[])[] : [e.Else],
            ],
        Cast e => [e.Value],
        Call e =>
            [
                .. e.Arguments.Select(a => a.Value), .. e.WithinGroup.Select(o => o.Value), .. e.Over is null ? [] : e.Over.PartitionBy,
                .. e.Over is null ? [] : e.Over.OrderBy.Select(o => o.Value),
            ],
        Object e => e.Members.Select(m => m.Value),
        Array e => e.Items,
        _ => [],
    };
}

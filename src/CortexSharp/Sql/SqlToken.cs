namespace CortexSharp.Sql;

/// <summary>One token of a SQL text, as a range of it.</summary>
/// <param name="Kind">What the token is.</param>
/// <param name="Start">Offset of its first UTF-16 code unit.</param>
/// <param name="Length">Its length in UTF-16 code units, at least 1.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    /// <summary>Offset just behind the token.</summary>
    public int End => Start + Length;

    /// <summary>Whether the token is white space or a comment, which a parser passes over.</summary>
    public bool IsTrivia => Kind is SqlTokenKind.WhiteSpace or SqlTokenKind.Comment;
}

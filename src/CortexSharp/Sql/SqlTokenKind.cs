namespace CortexSharp.Sql;

/// <summary>What a <see cref="SqlToken"/> is. White space and comments are tokens too, so that the tokens of a text cover it without a gap.</summary>
public enum SqlTokenKind
{
    /// <summary>Blanks, tabs and line ends.</summary>
    WhiteSpace,

    /// <summary>A comment: <c>-- …</c> or <c>// …</c> to the end of the line, or <c>/* … */</c> (which does not nest).</summary>
    Comment,

    /// <summary>An unquoted name or keyword; Snowflake folds names to upper case.</summary>
    Word,

    /// <summary>A name in double quotes, <c>""</c> standing for one quote.</summary>
    QuotedIdentifier,

    /// <summary>A single-quoted string, in which a backslash escapes and <c>''</c> stands for one quote.</summary>
    String,

    /// <summary>A <c>$$…$$</c> string, in which nothing escapes.</summary>
    DollarString,

    /// <summary>An unsigned number such as <c>1</c>, <c>.5</c> or <c>1.5e-3</c>.</summary>
    Number,

    /// <summary>A bind placeholder, <c>?</c>.</summary>
    Placeholder,

    /// <summary>A session variable or column position, <c>$name</c> or <c>$1</c>.</summary>
    Variable,

    /// <summary>An operator or punctuation mark of one to three characters.</summary>
    Operator,

    /// <summary>A string, quoted identifier or block comment that never ends; it reaches to the end of the text.</summary>
    Unterminated,

    /// <summary>A character that begins no token.</summary>
    Unknown,
}

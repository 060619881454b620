namespace CortexSharp.Local.Engine.Runtime.Patterns;

/// <summary>The letters that tune a regular expression.</summary>
/// <param name="IgnoreCase"><c>i</c>; of <c>c</c> and <c>i</c> the last counts.</param>
/// <param name="MultiLine"><c>m</c>: <c>^</c> and <c>$</c> match at line breaks too.</param>
/// <param name="DotMatchesNewLine"><c>s</c>.</param>
/// <param name="Extract"><c>e</c>: the first group is meant instead of the match.</param>
internal readonly record struct RegexParameters(bool IgnoreCase, bool MultiLine, bool DotMatchesNewLine, bool Extract)
{
    /// <exception cref="LocalSqlException">A letter is unknown.</exception>
    public static RegexParameters Parse(string letters)
    {
        if (letters.AsSpan().ContainsAnyExcept("cimse"))
            throw RegexErrors.Parameter(letters);
        return new(
            letters.LastIndexOf('i') > letters.LastIndexOf('c'), letters.Contains('m', StringComparison.Ordinal),
            letters.Contains('s', StringComparison.Ordinal), letters.Contains('e', StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using CortexSharp.Sql;

namespace CortexSharp.FineTuning;

/// <summary>Checks a training query, and writes it as <c>FINETUNE</c> wants it.</summary>
/// <remarks>
/// The service wraps the text as <c>SELECT "PROMPT", "COMPLETION" FROM (text)</c>, as an error captured in the tests of Snowflake's Python
/// client shows; so the text must be one query that is whole inside parentheses.
/// </remarks>
internal static partial class TrainingQuery
{
    /// <summary>
    /// The query's text: binds as literals, the intent's mark in front, a line end behind so that a last comment cannot swallow the wrapper's
    /// parenthesis.
    /// </summary>
    public static string Render(SqlStatement query, string? intent, string property)
    {
        var text = query.WithBindsAsLiterals().Text.Trim();
        Check(text, property);
        if (intent is not null)
            CheckIntent(intent, nameof(FineTuningRequest.Intent));
        return $"{(intent is null ? "" : Mark(intent) + " ")}{text}\n";
    }

    /// <summary>Refuses what cannot stand in a comment or a name of any service.</summary>
    /// <exception cref="ArgumentException">It has something else than 1 to 128 letters, digits and <c>_ - . :</c></exception>
    public static void CheckIntent(string intent, string parameter)
    {
        ArgumentNullException.ThrowIfNull(intent, parameter);
        if (!IntentName().IsMatch(intent))
            throw new ArgumentException($"The intent '{intent}' must be 1 to 128 letters, digits and _ - . :", parameter);
    }

    /// <summary>The comment by which a job is known again, in the echo of its training query.</summary>
    public static string Mark(string intent) => $"/* cortexsharp:{intent} */";

    /// <summary>Whether a query bears the mark of any intent.</summary>
    public static bool HasMark(string query) => query.Contains("/* cortexsharp:", StringComparison.Ordinal);

    /// <summary>Whether an echoed query is the one that was asked for, comments and white space aside.</summary>
    public static bool SaysTheSame(string echo, SqlStatement query) => Tokens(echo).SequenceEqual(Tokens(query.WithBindsAsLiterals().Text));

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var lexer = new SqlLexer(text);
        while (lexer.TryReadSignificant(out var token))
            tokens.Add(text.Substring(token.Start, token.Length));
        return tokens;
    }

    private static void Check(string text, string property)
    {
        var lexer = new SqlLexer(text);
        var depth = 0;
        var isFirst = true;
        while (lexer.TryReadSignificant(out var token))
        {
            var span = text.AsSpan(token.Start, token.Length);
            if (isFirst && !(span.Equals("SELECT", StringComparison.OrdinalIgnoreCase) || span.Equals("WITH", StringComparison.OrdinalIgnoreCase)))
                throw Wrong(property, $"begins with '{Shown(token, span)}'; it must be one SELECT, or WITH … SELECT");
            isFirst = false;
            if (token.Kind is not SqlTokenKind.Operator)
                continue;
            depth += span switch { "(" => 1, ")" => -1, _ => 0 };
            if (span is ";")
            {
                throw Wrong(
                    property,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"has a semicolon at position {token.Start + 1}; take it away, the server wraps the query in parentheses"));
            }

            if (depth < 0)
            {
                throw Wrong(
                    property,
                    string.Create(CultureInfo.InvariantCulture, $"closes a parenthesis at position {token.Start + 1} that it never opened"));
            }
        }

        if (isFirst)
            throw Wrong(property, "is empty");
        if (depth > 0)
            throw Wrong(property, "leaves a parenthesis open");
    }

    /// <summary>A literal may hold data, which stays out of messages.</summary>
    private static string Shown(SqlToken token, ReadOnlySpan<char> text) =>
        token.Kind is SqlTokenKind.Word or SqlTokenKind.Operator ? text.ToString() : token.Kind.ToString();

    private static ArgumentException Wrong(string property, string why) => new($"{nameof(FineTuningRequest)}.{property} {why}.", property);

    [GeneratedRegex(@"^[A-Za-z0-9_.:-]{1,128}\z")]
    private static partial Regex IntentName();
}

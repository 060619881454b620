using System.Globalization;
using System.Text;

namespace CortexSharp.Sql;

/// <summary>One SQL statement: a text with <c>?</c> placeholders and the values bound to them. Immutable.</summary>
/// <remarks>
/// It is made from an interpolated string only, so no text from outside can become SQL by accident. <see cref="ToString"/> shows the
/// statement with every string literal blanked and no bound value, fit for a log.
/// </remarks>
public sealed class SqlStatement
{
    private readonly int[] _placeholders;

    private SqlStatement(string text, IReadOnlyList<SqlBind> binds, int[] placeholders)
    {
        Text = text;
        Binds = binds;
        _placeholders = placeholders;
    }

    /// <summary>The SQL text, one <c>?</c> for each of <see cref="Binds"/>. It may hold literals made from data: do not log it.</summary>
    public string Text { get; }

    /// <summary>The bound values in the order of their placeholders.</summary>
    public IReadOnlyList<SqlBind> Binds { get; }

    /// <summary>Makes a statement: <c>SqlStatement.Create($"SELECT prompt FROM {table} WHERE id = {id}")</c>.</summary>
    /// <param name="sql">
    /// An interpolated string. What each kind of hole becomes is told at <see cref="SqlInterpolatedStringHandler.AppendFormatted"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A hole is null, of a type that cannot be bound, or inside quotes or a comment; or the text is broken.
    /// </exception>
    public static SqlStatement Create(ref SqlInterpolatedStringHandler sql) => sql.Build();

    /// <summary>A statement as it came over a wire. Whoever carries it out reads and checks it; it is not for being built into another.</summary>
    /// <param name="text">The whole text, with its placeholders.</param>
    /// <param name="binds">The bound values; there may be too few or too many.</param>
    internal static SqlStatement Received(string text, IReadOnlyList<SqlBind> binds) => new(text, binds, []);

    /// <summary>The text with other placeholders, for providers that do not know <c>?</c>.</summary>
    /// <param name="placeholder">Gives the placeholder of the bind with this number, counted from 1.</param>
    public string Render(Func<int, string> placeholder)
    {
        ArgumentNullException.ThrowIfNull(placeholder);
        return RenderEach(i => placeholder(i + 1));
    }

    /// <summary>The same statement without binds: every bound value is written as a literal.</summary>
    /// <remarks>For <c>FINETUNE</c>, which stores the text of its training query and takes no binds.</remarks>
    public SqlStatement WithBindsAsLiterals()
    {
        if (Binds.Count == 0)
            return this;
        // Blanks keep a literal apart from its neighbours, which a placeholder need not be: b -? must not become a comment.
        return new(RenderEach(i => $" {LiteralOf(Binds[i])} "), [], []);
    }

    /// <summary>The statement with string literals blanked; bound values do not show.</summary>
    public override string ToString()
    {
        var builder = new StringBuilder(Text.Length);
        var lexer = new SqlLexer(Text);
        while (lexer.TryRead(out var token))
        {
            if (token.Kind is SqlTokenKind.String or SqlTokenKind.DollarString)
                builder.Append("'…'");
            else
                builder.Append(Text, token.Start, token.Length);
        }

        return builder.ToString();
    }

    /// <summary>
    /// Makes a statement after checking that every hole is made of whole tokens: inside no quotes or comment, opening none, glued to no neighbour.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="binds">The bound values.</param>
    /// <param name="holeEdges">Where each hole begins and ends, in order.</param>
    internal static SqlStatement Checked(string text, List<SqlBind> binds, ReadOnlySpan<int> holeEdges)
    {
        var placeholders = new int[binds.Count];
        var found = 0;
        var lexer = new SqlLexer(text);
        var edge = 0;
        while (lexer.TryRead(out var token))
        {
            if (token.Kind is SqlTokenKind.Unterminated)
                throw new ArgumentException($"The statement has an unclosed quote or comment at {At(text, token.Start)}.", nameof(text));
            if (token.Kind is SqlTokenKind.Placeholder && found++ < placeholders.Length)
                placeholders[found - 1] = token.Start;
            for (; edge < holeEdges.Length && holeEdges[edge] < token.End; edge++)
            {
                if (holeEdges[edge] != token.Start)
                    throw HoleInside(text, holeEdges[edge]);
            }
        }

        if (found != binds.Count)
            throw new ArgumentException("The statement's own text has a '?', which only a hole may become.", nameof(text));
        return new(text, binds, placeholders);
    }

    private string RenderEach(Func<int, string> replacement)
    {
        var builder = new StringBuilder(Text.Length + (_placeholders.Length * 8));
        var at = 0;
        for (var i = 0; i < _placeholders.Length; i++)
        {
            builder.Append(Text, at, _placeholders[i] - at).Append(replacement(i));
            at = _placeholders[i] + 1;
        }

        return builder.Append(Text, at, Text.Length - at).ToString();
    }

    private static string LiteralOf(SqlBind bind) => bind.Value switch
    {
        null => SqlLiteral.Null.Sql,
        string s => SqlLiteral.Of(s).Sql,
        bool b => SqlLiteral.Of(b).Sql,
        double d => Number(SqlLiteral.Of(d).Sql),
        float f => Number(SqlLiteral.Of(f).Sql),
        DateTime t => Quoted(t.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture), "TIMESTAMP_NTZ"),
        DateTimeOffset t => Quoted(t.ToString("yyyy-MM-dd HH:mm:ss.fffffff zzz", CultureInfo.InvariantCulture), "TIMESTAMP_TZ"),
        DateOnly d => Quoted(d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "DATE"),
        Guid g => SqlLiteral.Of(g.ToString()).Sql,
        byte[] bytes => $"TO_BINARY('{Convert.ToHexString(bytes)}', 'HEX')",
        IFormattable number => Number(number.ToString(null, CultureInfo.InvariantCulture)),
        var other => throw new InvalidOperationException($"No literal form for {other.GetType()}."),
    };

    private static string Number(string digits) => digits.StartsWith('-') ? $"({digits})" : digits;

    private static string Quoted(string value, string type) => $"'{value}'::{type}";

    private static ArgumentException HoleInside(string text, int offset) => new(
        $"A hole of the statement ends or begins in the middle of a token at {At(text, offset)}: inside quotes, in a comment, "
        + "or glued to its neighbour. Take quotes around it away (a value in a hole is bound, a SqlIdentifier is quoted) and put a blank beside it.",
        nameof(text));

    private static string At(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        return string.Create(CultureInfo.InvariantCulture, $"line {before.Count('\n') + 1}, column {offset - before.LastIndexOf('\n')}");
    }
}

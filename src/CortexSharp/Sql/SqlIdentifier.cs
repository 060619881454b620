using System.Collections.Immutable;
using System.Text;

namespace CortexSharp.Sql;

/// <summary>The name of a database object: one to three parts (object, schema.object, database.schema.object), each in its exact case.</summary>
/// <remarks>
/// Snowflake folds an unquoted name to upper case and keeps a quoted one as it is. <see cref="Parse"/> applies that rule once; from
/// then on the parts are exact and are always written quoted, so no reserved word needs a list.
/// </remarks>
public sealed class SqlIdentifier : IEquatable<SqlIdentifier>
{
    /// <summary>Snowflake's limit for one part of a name, in characters.</summary>
    public const int MaxPartLength = 255;

    private readonly ImmutableArray<string> _parts;

    /// <summary>Takes the parts as they are, without folding: <c>new("my table")</c> is the quoted name <c>"my table"</c>.</summary>
    /// <param name="parts">One to three parts, outermost first.</param>
    /// <exception cref="ArgumentException">
    /// There are no or more than three parts, or one is empty, longer than 255 characters or holds a NUL.
    /// </exception>
    public SqlIdentifier(params ReadOnlySpan<string> parts)
    {
        if (parts.Length is 0 or > 3)
            throw new ArgumentException($"A name has one to three parts (database.schema.object), not {parts.Length}.", nameof(parts));
        foreach (var part in parts)
            CheckPart(part);
        _parts = [.. parts];
    }

    /// <summary>The parts, outermost first, in exact case and without quotes.</summary>
    public IReadOnlyList<string> Parts => _parts;

    /// <summary>The last part: the object's own name.</summary>
    public string Name => _parts[^1];

    /// <summary>The schema, when the name says it.</summary>
    public string? Schema => _parts.Length > 1 ? _parts[^2] : null;

    /// <summary>The database, when the name says it.</summary>
    public string? Database => _parts.Length > 2 ? _parts[^3] : null;

    /// <summary>Reads a name as a person writes it in SQL: <c>db.sch.my_table</c> folds to upper case, <c>"My Table"</c> stays.</summary>
    /// <param name="text">One to three parts separated by dots, each unquoted or in double quotes.</param>
    /// <exception cref="ArgumentException">The text is no such name; the message names it and says why.</exception>
    public static SqlIdentifier Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new List<string>(3);
        var lexer = new SqlLexer(text);
        var expectPart = true;
        while (lexer.TryRead(out var token))
        {
            var span = text.AsSpan(token.Start, token.Length);
            if (expectPart && token.Kind is SqlTokenKind.Word)
                parts.Add(span.ToString().ToUpperInvariant());
            else if (expectPart && token.Kind is SqlTokenKind.QuotedIdentifier)
                parts.Add(SqlLexer.Unquote(span, token.Kind));
            else if (expectPart || span is not ".")
                throw NotAName(text, $"at position {token.Start + 1}");
            expectPart = !expectPart;
        }

        if (expectPart)
            throw NotAName(text, text.Length == 0 ? "it is empty" : "a part is missing at its end");
        if (parts.Count > 3)
            throw NotAName(text, "it has more than three parts");
        return new SqlIdentifier([.. parts]);
    }

    /// <summary>This name inside another schema: the outer parts are added where this name lacks them.</summary>
    /// <param name="database">The database to add.</param>
    /// <param name="schema">The schema to add.</param>
    public SqlIdentifier Within(string database, string schema) => _parts.Length switch
    {
        1 => new(database, schema, _parts[0]),
        2 => new(database, _parts[0], _parts[1]),
        _ => this,
    };

    /// <summary>The name as SQL, every part quoted.</summary>
    public string ToSql() => Join(static (builder, part) => AppendQuoted(builder, part));

    /// <summary>The name as a person would write it: a part is quoted only where folding would change it.</summary>
    public override string ToString() => Join(static (builder, part) =>
    {
        if (IsPlain(part))
            builder.Append(part);
        else
            AppendQuoted(builder, part);
    });

    /// <inheritdoc/>
    public bool Equals(SqlIdentifier? other) => other is not null && _parts.AsSpan().SequenceEqual(other._parts.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SqlIdentifier);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var part in _parts)
            hash.Add(part, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    private string Join(Action<StringBuilder, string> append)
    {
        var builder = new StringBuilder();
        foreach (var part in _parts)
        {
            if (builder.Length > 0)
                builder.Append('.');
            append(builder, part);
        }

        return builder.ToString();
    }

    private static void AppendQuoted(StringBuilder builder, string part) =>
        builder.Append('"').Append(part.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');

    private static bool IsPlain(string part) =>
        (char.IsAsciiLetterUpper(part[0]) || part[0] == '_')
        && part.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' or '$');

    private static void CheckPart(string? part)
    {
        if (string.IsNullOrEmpty(part))
            throw new ArgumentException("A part of a name is empty.", nameof(part));
        if (part.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A part of a name holds a NUL character, which no name can.", nameof(part));
        var length = part.EnumerateRunes().Count();
        if (length > MaxPartLength)
            throw new ArgumentException($"A part of a name has {length} characters; Snowflake allows {MaxPartLength}.", nameof(part));
    }

    private static ArgumentException NotAName(string text, string why) =>
        new(
            $"'{text}' is not a name of one to three parts ({why}). Put a part with other characters than letters, digits, _ and $ in double quotes.",
            nameof(text));
}

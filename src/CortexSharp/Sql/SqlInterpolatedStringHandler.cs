using System.Runtime.CompilerServices;
using System.Text;

namespace CortexSharp.Sql;

/// <summary>Turns an interpolated string into a <see cref="SqlStatement"/>; the compiler calls it, users write <see cref="SqlStatement.Create"/>.</summary>
[InterpolatedStringHandler]
public readonly ref struct SqlInterpolatedStringHandler
{
    private readonly StringBuilder _text;
    private readonly List<SqlBind> _binds;
    private readonly List<int> _holeEdges;

    /// <summary>Starts a statement.</summary>
    /// <param name="literalLength">The number of characters outside holes.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 16));
        _binds = new List<SqlBind>(formattedCount);
        _holeEdges = new List<int>(formattedCount * 2);
    }

    /// <summary>Adds text of the program.</summary>
    /// <param name="value">The text between two holes.</param>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>
    /// Adds a hole: a <see cref="SqlIdentifier"/> is quoted, a <see cref="SqlLiteral"/> is written escaped, a <see cref="SqlStatement"/> is spliced with
    /// its binds, a <see cref="SqlText"/> is spliced as it is, and any other value becomes a bind.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The expression in the hole, for error messages; the compiler gives it.</param>
    /// <exception cref="ArgumentException">The value is null or of a type that cannot be bound; the message names the hole.</exception>
    public void AppendFormatted<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        _holeEdges.Add(_text.Length);
        switch (value)
        {
            case null:
                throw new ArgumentException($"The hole '{name}' is null. For a NULL say its type: SqlBind.Of<string>(null).", name);
            case SqlStatement statement:
                _text.Append(statement.Text);
                _binds.AddRange(statement.Binds);
                break;
            case SqlIdentifier identifier:
                _text.Append(identifier.ToSql());
                break;
            case SqlLiteral literal:
                _text.Append(literal.Sql);
                break;
            case SqlText text:
                _text.Append(text.Sql);
                break;
            case SqlBind bind:
                AppendBind(bind);
                break;
            default:
                AppendBind(SqlBind.OfValue(value, name));
                break;
        }

        _holeEdges.Add(_text.Length);
    }

    internal SqlStatement Build() => SqlStatement.Checked(_text.ToString(), _binds, _holeEdges);

    private void AppendBind(SqlBind bind)
    {
        _text.Append('?');
        _binds.Add(bind);
    }
}

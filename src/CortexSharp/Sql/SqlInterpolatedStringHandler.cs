using System.Buffers;
using System.Runtime.CompilerServices;

namespace CortexSharp.Sql;

/// <summary>
/// Turns an interpolated string into a <see cref="SqlStatement"/>; the compiler calls it, users write <see cref="SqlStatement.Create"/>.
/// </summary>
[InterpolatedStringHandler]
public ref struct SqlInterpolatedStringHandler
{
    private readonly List<SqlBind> _binds;
    private char[] _text;
    private int _length;
    private int[] _holeEdges;
    private int _edges;

    /// <summary>Starts a statement.</summary>
    /// <param name="literalLength">The number of characters outside holes.</param>
    /// <param name="formattedCount">The number of holes.</param>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = ArrayPool<char>.Shared.Rent(literalLength + (formattedCount * 16));
        _holeEdges = ArrayPool<int>.Shared.Rent(Math.Max(formattedCount * 2, 1));
        _binds = [];
    }

    /// <summary>Adds text of the program.</summary>
    /// <param name="value">The text between two holes.</param>
    public void AppendLiteral(string value) => Append(value);

    /// <summary>
    /// Adds a hole: a <see cref="SqlIdentifier"/> is quoted, a <see cref="SqlLiteral"/> is written escaped, a <see cref="SqlStatement"/> is spliced
    /// with its binds, a <see cref="SqlText"/> is spliced as it is, and any other value becomes a bind.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The expression in the hole, for error messages; the compiler gives it.</param>
    /// <exception cref="ArgumentException">The value is null or of a type that cannot be bound; the message names the hole.</exception>
    public void AppendFormatted<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        AppendEdge();
        switch (value)
        {
            case null:
                throw new ArgumentException($"The hole '{name}' is null. For a NULL say its type: SqlBind.Of<string>(null).", name);
            case SqlStatement statement:
                Append(statement.Text);
                _binds.AddRange(statement.Binds);
                break;
            case SqlIdentifier identifier:
                Append(identifier.ToSql());
                break;
            case SqlLiteral literal:
                Append(literal.Sql);
                break;
            case SqlText text:
                Append(text.Sql);
                break;
            case SqlBind bind:
                AppendBind(bind);
                break;
            default:
                AppendBind(SqlBind.OfValue(value, name));
                break;
        }

        AppendEdge();
    }

    /// <summary>Makes the statement and gives the buffers back; called once. A handler that threw leaves its buffers to the collector.</summary>
    internal SqlStatement Build()
    {
        var statement = SqlStatement.Checked(_text.AsSpan(0, _length).ToString(), _binds, _holeEdges.AsSpan(0, _edges));
        ArrayPool<char>.Shared.Return(_text, clearArray: true);
        ArrayPool<int>.Shared.Return(_holeEdges);
        (_text, _holeEdges) = ([], []);
        return statement;
    }

    private void AppendBind(SqlBind bind)
    {
        Append("?");
        _binds.Add(bind);
    }

    private void AppendEdge()
    {
        // The compiler says how many holes there are; a caller that drives the handler by hand may not.
        if (_edges == _holeEdges.Length)
            Grow(ref _holeEdges, _edges + 1);
        _holeEdges[_edges++] = _length;
    }

    private void Append(ReadOnlySpan<char> value)
    {
        if (_length + value.Length > _text.Length)
            Grow(ref _text, _length + value.Length);
        value.CopyTo(_text.AsSpan(_length));
        _length += value.Length;
    }

    private static void Grow<T>(ref T[] buffer, int length)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(buffer.Length * 2, length));
        buffer.CopyTo(larger, 0);
        ArrayPool<T>.Shared.Return(buffer, clearArray: true);
        buffer = larger;
    }
}

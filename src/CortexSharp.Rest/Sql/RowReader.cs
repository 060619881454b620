using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CortexSharp.Rest.Sql;

/// <summary>Reads the rows of one response, a row at a time through a pooled buffer: nothing is made but each row and its values.</summary>
/// <param name="source">The response: an object with a member <c>data</c>, or its array alone.</param>
/// <param name="kinds">How each column is read.</param>
internal sealed class RowReader(Stream source, CellKind[] kinds) : IDisposable
{
    private const int InitialSize = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private bool _isWhole;
    private JsonReaderState _state;
    private Place _place;
    private object?[]? _row;
    private int _filled;

    private enum Place
    {
        Before,
        InObject,
        AtRows,
        InRows,
        Behind,
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="JsonException">The text is broken, or a row has another number of cells than there are columns.</exception>
    /// <exception cref="InvalidDataException">The compression is broken.</exception>
    public bool TryRead([NotNullWhen(true)] out object?[]? row)
    {
        row = null;
        while (_place != Place.Behind)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isWhole, _state);
            var isRowComplete = Advance(ref reader);
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            if (isRowComplete)
            {
                row = _row!;
                _row = null;
                return true;
            }

            if (_place != Place.Behind)
                Fill();
        }

        return false;
    }

    public void Dispose()
    {
        source.Dispose();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _place = Place.Behind;
    }

    /// <summary>Goes through what is in the buffer, until a row is complete or the rows end.</summary>
    private bool Advance(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            if (_place == Place.InRows)
            {
                if (ReadInRows(ref reader))
                    return true;
            }
            else
            {
                _place = Find(ref reader);
            }

            if (_place == Place.Behind)
                return false;
        }

        return false;
    }

    private bool ReadInRows(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray when _row is null:
                _row = new object?[kinds.Length];
                _filled = 0;
                return false;
            case JsonTokenType.EndArray when _row is null:
                _place = Place.Behind;
                ReadToEnd();
                return false;
            case JsonTokenType.EndArray when _filled == kinds.Length:
                return true;
            case JsonTokenType.String or JsonTokenType.Null or JsonTokenType.Number or JsonTokenType.True
                or JsonTokenType.False when _filled < _row?.Length:
                _row[_filled] = CellReader.Read(ref reader, kinds[_filled]);
                _filled++;
                return false;
            default:
                throw new JsonException("A row does not have one value for each column.");
        }
    }

    /// <summary>Looks for the rows: the array itself, or the member of this name in the outermost object, wherever it stands.</summary>
    private Place Find(ref Utf8JsonReader reader) => (_place, reader.TokenType) switch
    {
        (Place.Before or Place.AtRows, JsonTokenType.StartArray) => Place.InRows,
        (Place.Before, JsonTokenType.StartObject) => Place.InObject,
        (Place.InObject, JsonTokenType.PropertyName) when reader.CurrentDepth == 1 && reader.ValueTextEquals("data"u8) => Place.AtRows,
        (Place.InObject, JsonTokenType.EndObject) when reader.CurrentDepth == 0 => Place.Behind,
        (Place.InObject, _) or (Place.AtRows, JsonTokenType.Null) => Place.InObject,
        _ => throw new JsonException("The response is neither an object nor an array of rows."),
    };

    /// <summary>Reads what is behind the rows, for only at its end does the compression's checksum tell whether they came unchanged.</summary>
    private void ReadToEnd()
    {
        Span<byte> rest = stackalloc byte[256];
        while (source.Read(rest) > 0)
        {
        }
    }

    private void Fill()
    {
        if (_isWhole)
            throw new JsonException("The response ends before its rows do.");
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            // One value fills the buffer.
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = source.Read(_buffer.AsSpan(_end));
        _end += read;
        _isWhole = read == 0;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>Answers a call.</summary>
internal delegate void FunctionHandler(FunctionCall call);

/// <summary>A call that SQLite makes: its arguments, and where its result goes. A call that returns nothing returns null.</summary>
internal readonly unsafe ref struct FunctionCall
{
    private readonly nint _context;
    private readonly nint* _values;

    public FunctionCall(nint context, int count = 0, nint* values = null)
    {
        _context = context;
        _values = values;
        Count = count;
    }

    /// <summary>How many arguments there are.</summary>
    public int Count { get; }

    public CellKind Kind(int index) => (CellKind)SqliteApi.ValueType(_values[index]);

    public bool IsNull(int index) => Kind(index) is CellKind.Null;

    /// <summary>The argument as a whole number. A REAL is integer arithmetic that overflowed.</summary>
    public long Whole(int index) => Kind(index) switch
    {
        CellKind.Integer => SqliteApi.ValueInt64(_values[index]),
        CellKind.Real => throw SqlErrors.NumberOverflow(),
        _ => long.Parse(Utf8(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    public double Double(int index) => SqliteApi.ValueDouble(_values[index]);

    public bool Boolean(int index) => SqliteApi.ValueInt64(_values[index]) != 0;

    /// <summary>The argument's bytes: a text's UTF-8, NUL characters included. They stand as long as the call.</summary>
    public ReadOnlySpan<byte> Utf8(int index)
    {
        // In this order: the second call gives the length of what the first has made.
        var bytes = SqliteApi.ValueBlob(_values[index]);
        return new(bytes, SqliteApi.ValueBytes(_values[index]));
    }

    public string Text(int index) => Encoding.UTF8.GetString(Utf8(index));

    /// <summary>The argument as long, double, string, byte[] or null.</summary>
    public object? Value(int index) => Kind(index) switch
    {
        CellKind.Integer => SqliteApi.ValueInt64(_values[index]),
        CellKind.Real => SqliteApi.ValueDouble(_values[index]),
        CellKind.Text => Text(index),
        CellKind.Blob => Utf8(index).ToArray(),
        _ => null,
    };

    /// <summary>All arguments.</summary>
    public object?[] Values()
    {
        var values = new object?[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = Value(i);
        return values;
    }

    public void Return(long value) => SqliteApi.ResultInt64(_context, value);

    public void Return(double value) => SqliteApi.ResultDouble(_context, value);

    public void Return(bool value) => SqliteApi.ResultInt64(_context, value ? 1 : 0);

    public void ReturnNull() => SqliteApi.ResultNull(_context);

    /// <summary>Returns an argument as it is.</summary>
    public void ReturnArgument(int index) => SqliteApi.ResultValue(_context, _values[index]);

    /// <summary>Returns text.</summary>
    public void ReturnText(ReadOnlySpan<byte> utf8)
    {
        // A null pointer would mean NULL; the empty text is none.
        fixed (byte* start = utf8.IsEmpty ? "\0"u8 : utf8)
            SqliteApi.ResultText(_context, start, (ulong)utf8.Length, SqliteApi.Transient, SqliteApi.Utf8);
    }

    /// <summary>Returns text.</summary>
    public void ReturnText(ReadOnlySpan<char> text)
    {
        byte[]? rented = null;
        // Three bytes a character are taken for granted as long as that is little.
        var most = text.Length < 4096 ? Encoding.UTF8.GetMaxByteCount(text.Length) : Encoding.UTF8.GetByteCount(text);
        var buffer = most <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(most);
        ReturnText(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    public void ReturnBlob(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes.IsEmpty ? "\0"u8 : bytes)
            SqliteApi.ResultBlob(_context, start, (ulong)bytes.Length, SqliteApi.Transient);
    }

    /// <summary>Returns a long, double, string, byte[] or null.</summary>
    public void Return(object? value)
    {
        switch (value)
        {
            case null:
                ReturnNull();
                break;
            case long number:
                Return(number);
                break;
            case double number:
                Return(number);
                break;
            case byte[] bytes:
                ReturnBlob(bytes);
                break;
            default:
                ReturnText(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>Fails the statement.</summary>
    public void Fail(Exception error)
    {
        var message = Encoding.UTF8.GetBytes(CallbackErrors.Encode(error));
        fixed (byte* start = message)
            SqliteApi.ResultError(_context, start, message.Length);
    }
}

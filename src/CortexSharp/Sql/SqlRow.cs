using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Sql;

/// <summary>One row of a result. Cells are read by name or position, as the type asked for. Immutable, so it may outlive its result.</summary>
/// <remarks>
/// Executors hand out what their wire gives (a number may come as text, a truth value as 0 or 1), so reading converts between the
/// types where nothing is lost. <see cref="ToString"/> names the columns, not the values.
/// </remarks>
public sealed class SqlRow
{
    private readonly SqlRowSchema _schema;
    private readonly object?[] _values;

    /// <summary>Makes a row.</summary>
    /// <param name="schema">The columns.</param>
    /// <param name="values">One value for each column, null for the SQL <c>NULL</c>; the array is kept, not copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than columns.</exception>
    public SqlRow(SqlRowSchema schema, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != schema.Columns.Count)
            throw new ArgumentException($"The row has {values.Length} values for {schema.Columns.Count} columns.", nameof(values));
        _schema = schema;
        _values = values;
    }

    /// <summary>The number of cells.</summary>
    public int Count => _values.Length;

    /// <summary>The cell as the executor gave it; <see langword="null"/> for <c>NULL</c>.</summary>
    /// <param name="ordinal">The position, from 0.</param>
    public object? this[int ordinal] => _values[ordinal];

    /// <summary>The cell as the executor gave it; <see langword="null"/> for <c>NULL</c>.</summary>
    /// <param name="name">The column's name; exact case is tried first.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[string name] => _values[_schema.OrdinalOf(name)];

    /// <summary>Whether the cell is <c>NULL</c>.</summary>
    /// <param name="name">The column's name.</param>
    public bool IsNull(string name) => this[name] is null;

    /// <summary>Reads a cell that must not be <c>NULL</c> (unless <typeparamref name="T"/> is a nullable value type).</summary>
    /// <typeparam name="T">
    /// string, bool, an integer or floating type, decimal, DateTime, DateTimeOffset, DateOnly, Guid, byte[], JsonElement, or a nullable form.
    /// </typeparam>
    /// <param name="name">The column's name.</param>
    /// <exception cref="InvalidCastException">
    /// The cell is <c>NULL</c> or cannot be read as that type; the message names column and types, not the value.
    /// </exception>
    public T Get<T>(string name) => Get<T>(_schema.OrdinalOf(name));

    /// <inheritdoc cref="Get{T}(string)"/>
    /// <param name="ordinal">The position, from 0.</param>
    public T Get<T>(int ordinal)
    {
        if (_values[ordinal] is not { } value)
        {
            return default(T) is null && typeof(T).IsValueType
                ? default!
                : throw new InvalidCastException(
                    $"Column {_schema.Columns[ordinal].Name} is NULL; read it with GetOrDefault<{typeof(T).Name}> if it may be.");
        }

        return Convert<T>(value, ordinal);
    }

    /// <summary>Reads a cell that may be <c>NULL</c>, which gives the type's default.</summary>
    /// <typeparam name="T">As for <see cref="Get{T}(string)"/>.</typeparam>
    /// <param name="name">The column's name.</param>
    /// <exception cref="InvalidCastException">The cell cannot be read as that type.</exception>
    public T? GetOrDefault<T>(string name) => GetOrDefault<T>(_schema.OrdinalOf(name));

    /// <inheritdoc cref="GetOrDefault{T}(string)"/>
    /// <param name="ordinal">The position, from 0.</param>
    public T? GetOrDefault<T>(int ordinal) => _values[ordinal] is { } value ? Convert<T>(value, ordinal) : default;

    /// <inheritdoc/>
    public override string ToString() => $"Row of {string.Join(", ", _schema.Columns.Select(c => c.Name))}";

    private T Convert<T>(object value, int ordinal)
    {
        if (value is T same)
            return same;
        try
        {
            return (T)ConvertTo(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException or JsonException)
        {
            // The inner exception is left out: its message may hold the value.
            throw new InvalidCastException(
                $"Column {_schema.Columns[ordinal].Name} holds a {value.GetType().Name} that cannot be read as {typeof(T).Name}.");
        }
    }

    private static object ConvertTo(object value, Type type)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type == typeof(string))
        {
            return value switch
            {
                bool b => b ? "true" : "false",
                JsonElement json => json.GetRawText(),
                IFormattable f => f.ToString(null, invariant),
                _ => throw new InvalidCastException(),
            };
        }

        if (type == typeof(bool) && value is string text)
            return text is "1" || (text is not "0" && bool.Parse(text));
        if (type == typeof(Guid))
            return Guid.Parse((string)value);
        if (type == typeof(JsonElement))
            return JsonElement.Parse((string)value);
        if (type == typeof(byte[]))
            return System.Convert.FromHexString((string)value);
        if (type == typeof(DateTimeOffset))
        {
            return value is DateTime time
                ? new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc))
                : DateTimeOffset.Parse((string)value, invariant, DateTimeStyles.AssumeUniversal);
        }

        if (type == typeof(DateTime))
            return value is DateTimeOffset offset ? offset.UtcDateTime : DateTime.Parse((string)value, invariant, DateTimeStyles.RoundtripKind);
        if (type == typeof(DateOnly))
            return DateOnly.FromDateTime(value as DateTime? ?? DateTime.Parse((string)value, invariant, DateTimeStyles.RoundtripKind));
        return value is IConvertible && type.IsPrimitive | type == typeof(decimal)
            ? WholeOrExact(value, type, invariant)
            : throw new InvalidCastException();
    }

    /// <summary>Converts between numbers, refusing to drop a fraction, which <see cref="System.Convert"/> would round away.</summary>
    private static object WholeOrExact(object value, Type type, CultureInfo invariant)
    {
        var fraction = value switch
        {
            double d => d != Math.Floor(d),
            float f => f != MathF.Floor(f),
            decimal m => m != decimal.Floor(m),
            _ => false,
        };
        return fraction && type != typeof(double) && type != typeof(float) && type != typeof(decimal)
            ? throw new InvalidCastException()
            : System.Convert.ChangeType(value, type, invariant);
    }
}

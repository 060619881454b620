using System.Data;
using System.Diagnostics.CodeAnalysis;

namespace CortexSharp.Sql;

/// <summary>One bound value with its type, which stays known when the value is null.</summary>
/// <remarks>
/// The types are those that every executor can carry: text, truth values, integers, decimal and floating numbers, dates, timestamps,
/// GUIDs and bytes. JSON, arrays and vectors travel as JSON text under <c>PARSE_JSON(?)</c>. <see cref="ToString"/> does not show the value.
/// </remarks>
public sealed class SqlBind
{
    private SqlBind(object? value, DbType type)
    {
        Value = value;
        Type = type;
    }

    /// <summary>The value, or <see langword="null"/> for the SQL <c>NULL</c>.</summary>
    public object? Value { get; }

    /// <summary>The type under which the value is sent.</summary>
    public DbType Type { get; }

    /// <summary>Binds a value that may be null; a plain hole must not be.</summary>
    /// <typeparam name="T">One of the types that can be bound, or its nullable form.</typeparam>
    /// <param name="value">The value, or null for a <c>NULL</c> of that type.</param>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> cannot be bound.</exception>
    public static SqlBind Of<T>(T? value)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (!TryGetDbType(type, out var dbType))
            throw new ArgumentException(Unsupported(type), nameof(value));
        return new(value, dbType.Value);
    }

    /// <summary>Says which type is bound, not which value.</summary>
    public override string ToString() => Value is null ? $"NULL {Type}" : $"{Type} value";

    internal static SqlBind OfValue(object value, string name) => TryGetDbType(value.GetType(), out var type)
        ? new(value, type.Value)
        : throw new ArgumentException($"The hole '{name}' cannot be bound. {Unsupported(value.GetType())}", name);

    private static string Unsupported(Type type) =>
        $"A value of type {type} has no SQL type here; bind text, bool, a number, DateTime, DateTimeOffset, DateOnly, Guid or byte[], " +
        "and send anything else as JSON text under PARSE_JSON(?).";

    private static bool TryGetDbType(Type type, [NotNullWhen(true)] out DbType? dbType)
    {
        // An enum's TypeCode is that of its number, which is seldom what its author means to store.
        dbType = type.IsEnum ? null : System.Type.GetTypeCode(type) switch
        {
            TypeCode.String => DbType.String,
            TypeCode.Boolean => DbType.Boolean,
            TypeCode.SByte => DbType.SByte,
            TypeCode.Byte => DbType.Byte,
            TypeCode.Int16 => DbType.Int16,
            TypeCode.UInt16 => DbType.UInt16,
            TypeCode.Int32 => DbType.Int32,
            TypeCode.UInt32 => DbType.UInt32,
            TypeCode.Int64 => DbType.Int64,
            TypeCode.UInt64 => DbType.UInt64,
            TypeCode.Decimal => DbType.Decimal,
            TypeCode.Single => DbType.Single,
            TypeCode.Double => DbType.Double,
            TypeCode.DateTime => DbType.DateTime,
            _ when type == typeof(DateTimeOffset) => DbType.DateTimeOffset,
            _ when type == typeof(DateOnly) => DbType.Date,
            _ when type == typeof(Guid) => DbType.Guid,
            _ when type == typeof(byte[]) => DbType.Binary,
            _ => null,
        };
        return dbType is not null;
    }
}

namespace CortexSharp.Local.Engine.Types;

/// <summary>The kinds of values that Snowflake tells apart.</summary>
internal enum SqlTypeKind
{
    /// <summary>The type of the literal <c>NULL</c>, which fits everywhere.</summary>
    Null,

    /// <summary>An exact decimal; in SQLite the INTEGER count of 10^-scale units.</summary>
    Number,

    /// <summary>A double; in SQLite a REAL.</summary>
    Float,

    /// <summary>Text; in SQLite a TEXT.</summary>
    Varchar,

    /// <summary>A truth value; in SQLite 0 or 1.</summary>
    Boolean,

    /// <summary>Any JSON value; in SQLite its text, JSON null being the text <c>null</c>.</summary>
    Variant,

    /// <summary>A JSON object, as its text.</summary>
    Object,

    /// <summary>A JSON array, as its text.</summary>
    Array,

    /// <summary>A day; in SQLite the INTEGER count of days since 1970.</summary>
    Date,

    /// <summary>A time of day; in SQLite INTEGER nanoseconds since midnight.</summary>
    Time,

    /// <summary>A wall-clock time; in SQLite the text of a <see cref="Temporal.Timestamp"/>.</summary>
    TimestampNtz,

    /// <summary>An instant shown in the session's zone; in SQLite the text of a <see cref="Temporal.Timestamp"/> by UTC's clock.</summary>
    TimestampLtz,

    /// <summary>An instant with its offset; in SQLite the text of a <see cref="Temporal.ZonedTimestamp"/>.</summary>
    TimestampTz,

    /// <summary>Bytes; in SQLite a BLOB.</summary>
    Binary,

    /// <summary>Numbers of 32 bits; in SQLite a BLOB of them, so that comparing goes by bytes as in Snowflake.</summary>
    Vector,
}

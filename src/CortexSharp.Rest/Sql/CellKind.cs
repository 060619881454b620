namespace CortexSharp.Rest.Sql;

/// <summary>How the text of a column's cells becomes a CLR value.</summary>
internal enum CellKind
{
    /// <summary>TEXT, VARIANT, OBJECT, ARRAY, VECTOR and every type yet unknown: the text itself.</summary>
    Text,

    /// <summary>NUMBER without digits behind the point: <see cref="long"/>.</summary>
    Integer,

    /// <summary>NUMBER with such digits, DECFLOAT: <see cref="decimal"/>.</summary>
    Decimal,

    /// <summary>FLOAT: <see cref="double"/>.</summary>
    Real,

    /// <summary>BOOLEAN: <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>BINARY: <see cref="byte"/>[].</summary>
    Binary,

    /// <summary>DATE: <see cref="DateTime"/> at midnight.</summary>
    Date,

    /// <summary>TIME: <see cref="TimeSpan"/>.</summary>
    Time,

    /// <summary>TIMESTAMP_NTZ: <see cref="DateTime"/> of no zone.</summary>
    Timestamp,

    /// <summary>TIMESTAMP_LTZ: <see cref="DateTimeOffset"/> in UTC, for the session's zone is not sent.</summary>
    Instant,

    /// <summary>TIMESTAMP_TZ: <see cref="DateTimeOffset"/> in its own zone.</summary>
    ZonedTimestamp,
}

using System.Runtime.InteropServices;

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>
/// The part of SQLite's C interface that functions need. The provider wraps each value in objects and cuts text at a NUL character, and offers
/// no window functions; here a call costs no allocation.
/// </summary>
internal static unsafe partial class SqliteApi
{
    public const int Utf8 = 1;
    public const int Deterministic = 0x800;
    public const int Ok = 0;

    /// <summary>Tells SQLite to copy what it is given.</summary>
    public const nint Transient = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_create_function_v2")]
    public static partial int CreateFunction(
        nint database, byte* name, int count, int flags, nint data, delegate* unmanaged[Cdecl]<nint, int, nint*, void> invoke, nint step, nint final,
        nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_window_function")]
    public static partial int CreateWindowFunction(
        nint database,
        byte* name,
        int count,
        int flags,
        nint data,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> step,
        delegate* unmanaged[Cdecl]<nint, void> final,
        delegate* unmanaged[Cdecl]<nint, void> value,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> inverse,
        nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_user_data"), SuppressGCTransition]
    public static partial nint UserData(nint context);

    /// <summary>Memory of one group; null when the group has none yet and <paramref name="size"/> is 0.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_aggregate_context"), SuppressGCTransition]
    public static partial nint* AggregateContext(nint context, int size);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition]
    public static partial int ValueType(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition]
    public static partial long ValueInt64(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double"), SuppressGCTransition]
    public static partial double ValueDouble(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob"), SuppressGCTransition]
    public static partial byte* ValueBlob(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes"), SuppressGCTransition]
    public static partial int ValueBytes(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_int64"), SuppressGCTransition]
    public static partial void ResultInt64(nint context, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double"), SuppressGCTransition]
    public static partial void ResultDouble(nint context, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_null"), SuppressGCTransition]
    public static partial void ResultNull(nint context);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_value"), SuppressGCTransition]
    public static partial void ResultValue(nint context, nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_text64")]
    public static partial void ResultText(nint context, byte* text, ulong length, nint destroy, byte encoding);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_blob64")]
    public static partial void ResultBlob(nint context, byte* bytes, ulong length, nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error")]
    public static partial void ResultError(nint context, byte* message, int length);
}

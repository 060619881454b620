using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions that say where and when a statement runs. Times are bound once for each statement, so all rows see the same.</summary>
internal static class ContextFunctions
{
    /// <summary>The parameter with the statement's time, in nanoseconds since 1970.</summary>
    public const string Now = "$now";

    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(["CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "GETDATE", "SYSTIMESTAMP"], name => Of(name, 0, 1, SqlType.TimestampLtz, _ => Now)),
        Of("SYSDATE", 0, 0, SqlType.TimestampNtz, _ => Now),
        Of("CURRENT_DATE", 0, 0, SqlType.Date, _ => $"({Now} / 86400000000000)"),
        Of("CURRENT_TIME", 0, 1, new SqlType(SqlTypeKind.Time), _ => $"({Now} % 86400000000000)"),
        Of("CURRENT_DATABASE", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Database)),
        Of("CURRENT_SCHEMA", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Schema)),
        Of("CURRENT_ROLE", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Role)),
        Of("CURRENT_WAREHOUSE", 0, 0, SqlType.Varchar, c => c.Translator.Session.Warehouse is { } warehouse ? SqliteText.Literal(warehouse) : "NULL"),
        Of("CURRENT_USER", 0, 0, SqlType.Varchar, _ => "'LOCAL'"),
        Of("CURRENT_ACCOUNT", 0, 0, SqlType.Varchar, _ => "'LOCAL'"),
        Of("CURRENT_REGION", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Region)),
        Of("CURRENT_VERSION", 0, 0, SqlType.Varchar, _ => "'0.0.0 CortexSharp.Local'"),
        Of("UUID_STRING", 0, 0, SqlType.Varchar, _ => "cs_uuid()"),
    ];
}

using CortexSharp.Local.Engine.Translation;
using CortexSharp.Local.Engine.Types;
using static CortexSharp.Local.Engine.Functions.BuiltinFunction;

namespace CortexSharp.Local.Engine.Functions;

/// <summary>Functions that say where and when a statement runs. Times are bound once for each statement, so all rows see the same.</summary>
internal static class ContextFunctions
{
    /// <summary>The parameter with the statement's time, as a TIMESTAMP_LTZ.</summary>
    public const string Now = "$now";

    public static IEnumerable<BuiltinFunction> All =>
    [
        .. Named(
            ["CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "GETDATE", "SYSTIMESTAMP"],
            name => new BuiltinFunction(name, 0, 1, c => At(c, SqlType.TimestampLtz))),
        Of("SYSDATE", 0, 0, SqlType.TimestampNtz, _ => Now),
        new("CURRENT_DATE", 0, 0, c => At(c, SqlType.Date)),
        .. Named(["CURRENT_TIME", "LOCALTIME"], name => new BuiltinFunction(name, 0, 1, c => At(c, SqlType.Time))),
        Of("CURRENT_DATABASE", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Database)),
        Of("CURRENT_SCHEMA", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Schema)),
        Of("CURRENT_ROLE", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Role)),
        Of("CURRENT_WAREHOUSE", 0, 0, SqlType.Varchar, c => c.Translator.Session.Warehouse is { } warehouse ? SqliteText.Literal(warehouse) : "NULL"),
        // There is one user, one account, one session; what Snowflake would name in its own way is named LOCAL.
        .. Named(
            ["CURRENT_USER", "CURRENT_ACCOUNT", "CURRENT_ACCOUNT_NAME", "CURRENT_ORGANIZATION_NAME", "CURRENT_IP_ADDRESS"],
            name => Of(name, 0, 0, SqlType.Varchar, _ => "'LOCAL'")),
        Of("CURRENT_SESSION", 0, 0, SqlType.Varchar, _ => "'1'"),
        Of("CURRENT_CLIENT", 0, 0, SqlType.Varchar, _ => "'CortexSharp.Local'"),
        Of(
            "CURRENT_SCHEMAS", 0, 0, SqlType.Varchar,
            c => $"json_array({SqliteText.Literal($"{c.Translator.Session.Database}.{c.Translator.Session.Schema}")})"),
        Of("CURRENT_AVAILABLE_ROLES", 0, 0, SqlType.Varchar, c => $"json_array({SqliteText.Literal(c.Translator.Session.Role)})"),
        Of("CURRENT_SECONDARY_ROLES", 0, 0, SqlType.Varchar, _ => """'{"roles":"","value":""}'"""),
        Of("CURRENT_REGION", 0, 0, SqlType.Varchar, c => SqliteText.Literal(c.Translator.Session.Region)),
        Of("CURRENT_VERSION", 0, 0, SqlType.Varchar, _ => "'0.0.0 CortexSharp.Local'"),
    ];

    /// <summary>The statement's time by the session's clock; the argument is the number of digits that its seconds keep.</summary>
    private static TypedSql At(CallSite c, SqlType type)
    {
        var digits = c.Count == 0 ? 9 : c.Digits(0) is >= 0 and <= 9 and { } written ? written : throw c.Invalid(0, "the precision must be 0 to 9");
        return Coercion.Cast(new(Now, SqlType.TimestampLtz), type with { Scale = 9 - digits })!.Value;
    }
}

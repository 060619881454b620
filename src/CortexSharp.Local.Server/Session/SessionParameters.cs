using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace CortexSharp.Local.Server.Session;

/// <summary>The parameters of a session that Snowflake's drivers read, or set with <c>ALTER SESSION</c>.</summary>
/// <param name="timeZone">The engine's time zone, which is every session's.</param>
internal sealed class SessionParameters(string timeZone)
{
    private const string Json = "JSON";

    /// <summary>
    /// Defaults. The output formats go to every answer: the Node driver reads them there and nowhere else, and its process ends at a binary
    /// cell without one. Array binds are never staged, since there are no stages: the .NET driver stages from the threshold on, the Node driver
    /// beyond it.
    /// </summary>
    private static readonly FrozenDictionary<string, object> Defaults = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase)
    {
        ["AUTOCOMMIT"] = true,
        ["BINARY_OUTPUT_FORMAT"] = "HEX",
        ["CLIENT_PREFETCH_THREADS"] = 4,
        ["CLIENT_RESULT_CHUNK_SIZE"] = 4,
        ["CLIENT_SESSION_KEEP_ALIVE"] = false,
        ["CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY"] = 3600,
        ["CLIENT_STAGE_ARRAY_BINDING_THRESHOLD"] = int.MaxValue,
        ["CLIENT_TELEMETRY_ENABLED"] = false,
        ["DATE_OUTPUT_FORMAT"] = "YYYY-MM-DD",
        ["DOTNET_QUERY_RESULT_FORMAT"] = Json,
        ["GO_QUERY_RESULT_FORMAT"] = Json,
        ["JDBC_QUERY_RESULT_FORMAT"] = Json,
        ["JS_TREAT_INTEGER_AS_BIGINT"] = false,
        ["MULTI_STATEMENT_COUNT"] = 1,
        ["ODBC_QUERY_RESULT_FORMAT"] = Json,
        ["PYTHON_CONNECTOR_QUERY_RESULT_FORMAT"] = Json,
        ["QUERY_TAG"] = "",
        ["STATEMENT_TIMEOUT_IN_SECONDS"] = 172_800,
        ["TIME_OUTPUT_FORMAT"] = "HH24:MI:SS",
        ["TIMESTAMP_LTZ_OUTPUT_FORMAT"] = "",
        ["TIMESTAMP_NTZ_OUTPUT_FORMAT"] = "YYYY-MM-DD HH24:MI:SS.FF3",
        ["TIMESTAMP_OUTPUT_FORMAT"] = "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
        ["TIMESTAMP_TZ_OUTPUT_FORMAT"] = "",
        ["USE_CACHED_RESULT"] = true,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, object> _set = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tag of statements that have none of their own.</summary>
    public string? QueryTag => Get("QUERY_TAG") is string { Length: > 0 } tag ? tag : null;

    /// <summary>How long a statement may run.</summary>
    public TimeSpan? StatementTimeout =>
        _set.TryGetValue("STATEMENT_TIMEOUT_IN_SECONDS", out var seconds) && (int)seconds > 0 ? TimeSpan.FromSeconds((int)seconds) : null;

    /// <summary>How many statements a text holds; 0 for any number.</summary>
    public int StatementCount => (int)Get("MULTI_STATEMENT_COUNT");

    /// <summary>Whether there is a parameter of this name, in any case.</summary>
    public static bool IsKnown(string name) => Defaults.ContainsKey(name) || IsTimeZone(name);

    /// <summary>Sets a parameter.</summary>
    /// <param name="name">A known name, in any case.</param>
    /// <param name="value">Its value as text.</param>
    /// <returns>Why it cannot be set to that; null when it is set.</returns>
    public string? Set(string name, string value)
    {
        if (IsTimeZone(name))
        {
            return value.Equals(timeZone, StringComparison.OrdinalIgnoreCase)
                ? null
                : $"the offline Cortex runs in the time zone {timeZone}; start the server with another";
        }

        if (name.EndsWith("_QUERY_RESULT_FORMAT", StringComparison.OrdinalIgnoreCase) && !value.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return "this server sends results as JSON only";
        if (Parse(Defaults[name], value) is not { } parsed)
            return $"'{value}' is no value for it";
        _set[name] = parsed;
        return null;
    }

    /// <summary>Gives a parameter its default back.</summary>
    /// <param name="name">A known name, in any case.</param>
    public void Unset(string name) => _set.TryRemove(name, out _);

    /// <summary>Writes all of them as <c>[{"name":…,"value":…},…]</c>.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("parameters"u8);
        foreach (var name in Defaults.Keys.Order(StringComparer.Ordinal))
            Write(name, Get(name));
        Write("TIMEZONE", timeZone);
        writer.WriteEndArray();

        void Write(string name, object value)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, name);
            switch (value)
            {
                case bool flag:
                    writer.WriteBoolean("value"u8, flag);
                    break;
                case int number:
                    writer.WriteNumber("value"u8, number);
                    break;
                default:
                    writer.WriteString("value"u8, (string)value);
                    break;
            }

            writer.WriteEndObject();
        }
    }

    private static bool IsTimeZone(string name) => name.Equals("TIMEZONE", StringComparison.OrdinalIgnoreCase);

    private object Get(string name) => _set.GetValueOrDefault(name) ?? Defaults[name];

    private static object? Parse(object example, string value) => example switch
    {
        bool => bool.TryParse(value, out var flag) ? flag : null,
        int => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => value,
    };
}

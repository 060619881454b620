using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CortexSharp.Sql;

/// <summary>
/// An error as Snowflake reports it. Every executor turns what its wire gives into this, so that one place decides what an error means.
/// </summary>
/// <param name="Code">The error number, such as 1003; null when there is none.</param>
/// <param name="SqlState">The SQLSTATE, such as 42000; null when there is none.</param>
/// <param name="Message">The server's text.</param>
/// <param name="QueryId">The statement's id; null when not known.</param>
public sealed partial record SnowflakeError(int? Code, string? SqlState, string Message, string? QueryId = null)
{
    // By error number: what the code alone decides. Numbers: the SQL API reference, the drivers' lists, and Snowflake's pages on Cortex.
    private static readonly Dictionary<int, CortexErrorKind> ByCode = new()
    {
        [2] = CortexErrorKind.NotSupported,
        [604] = CortexErrorKind.Cancelled,
        [630] = CortexErrorKind.Timeout,
        [904] = CortexErrorKind.InvalidSql,
        [1003] = CortexErrorKind.InvalidSql,
        [2002] = CortexErrorKind.AlreadyExists,
        [2003] = CortexErrorKind.NotFound,
        [2043] = CortexErrorKind.NotFound,
        [3001] = CortexErrorKind.NotAuthorized,
        [100037] = CortexErrorKind.InvalidValue,
        [100038] = CortexErrorKind.InvalidValue,
        [270007] = CortexErrorKind.Network,
        [390100] = CortexErrorKind.Authentication,
        [390112] = CortexErrorKind.Authentication,
        [390111] = CortexErrorKind.Network,
        [390114] = CortexErrorKind.Authentication,
        [390144] = CortexErrorKind.Authentication,
        [390303] = CortexErrorKind.Authentication,
        [390318] = CortexErrorKind.Authentication,
        [390422] = CortexErrorKind.NotAuthorized,
        [390505] = CortexErrorKind.Throttled,
    };

    private const string RoleAdvice =
        "Check the role: its exact case, and that it is granted to the user (SHOW GRANTS TO USER). A programmatic access token may be restricted "
        + "to one role.";

    // By text, first match wins. The function names and versions around these texts vary from release to release, so only the
    // inner words are compared (Snowflake's Cortex pages, section "Error conditions", and texts users report).
    private static readonly (string Text, CortexErrorKind Kind, string? Advice)[] ByText =
    [
        ("return details is not allowed", CortexErrorKind.ErrorDetailsNotAllowed, null),
        ("unavailable in your region", CortexErrorKind.ModelUnavailableInRegion,
            "Let an administrator set CORTEX_ENABLED_CROSS_REGION, or use a model of this region (SHOW CORTEX BASE MODELS IN SCHEMA "
            + "SNOWFLAKE.MODELS). Fine-tuned models are never served across regions."),
        ("unknown model", CortexErrorKind.UnknownModel,
            "Check the spelling; the name may also be right and the model not offered in this account's region: see SHOW CORTEX BASE MODELS IN "
            + "SCHEMA SNOWFLAKE.MODELS and the account parameter CORTEX_ENABLED_CROSS_REGION. A tuned model needs its full name and USAGE on it."),
        ("max tokens of", CortexErrorKind.ContextLengthExceeded, "Shorten the prompt or use a model with a larger context window."),
        ("over model context window", CortexErrorKind.ContextLengthExceeded, "Shorten the prompt or use a model with a larger context window."),
        ("budget exceeded", CortexErrorKind.BudgetExceeded, "The account's consumption budget for AI is used up; an administrator can raise it."),
        ("too many requests", CortexErrorKind.Throttled, "Try again later, with fewer calls at once."),
        ("throttled by remote service", CortexErrorKind.Throttled, "Try again later, with fewer calls at once."),
        ("inference timed out", CortexErrorKind.Timeout, "Try again later; a shorter prompt or fewer max_tokens take less time."),
        ("invalid options object", CortexErrorKind.InvalidOptions,
            "Check temperature and top_p (0 to 1), max_tokens, and that the model knows the option."),
        ("input schema validation error", CortexErrorKind.InvalidSchema, "Snowflake takes a part of JSON Schema only."),
        ("provide a type for the response format", CortexErrorKind.InvalidSchema, null),
        ("provide a schema", CortexErrorKind.InvalidSchema, null),
        ("json mode output validation error", CortexErrorKind.InvalidStructuredOutput,
            "Raise max_tokens if the answer was cut off, or simplify the schema."),
        ("does not support given modality", CortexErrorKind.UnsupportedInput, "Choose a model that takes images or documents."),
        ("invalid image path", CortexErrorKind.UnsupportedInput, null),
        ("error in secure object", CortexErrorKind.UnsupportedInput, "The stage is missing, or not encrypted on the server side (SNOWFLAKE_SSE)."),
        ("unknown user-defined function snowflake.cortex", CortexErrorKind.NotAuthorized,
            "The role lacks the database role SNOWFLAKE.CORTEX_USER, or the function is not offered here."),
        ("is not granted to this user", CortexErrorKind.NotAuthorized, RoleAdvice),
        ("specified in the connect string does not exist", CortexErrorKind.NotAuthorized, RoleAdvice),
        ("is not allowed to access snowflake", CortexErrorKind.NotAuthorized,
            "A network policy keeps this machine out: an administrator can add its public address to the policy of the account or user. Behind "
            + "PrivateLink use the privatelink host."),
        ("does not exist or not authorized", CortexErrorKind.NotFound,
            "Check the name, its case and the role's privileges; Snowflake does not tell a missing object from a forbidden one."),
        ("insufficient privileges", CortexErrorKind.NotAuthorized, null),
        ("could not obtain a connection from the pool", CortexErrorKind.Throttled,
            "All sessions are busy: run fewer statements at once, or raise MAXPOOLSIZE in the connection string."),
        ("already exists", CortexErrorKind.AlreadyExists, null),
        ("unknown function", CortexErrorKind.InvalidSql, null),
        ("sql compilation error", CortexErrorKind.InvalidSql, null),
        ("internal error", CortexErrorKind.Service, "Try again; if it stays, give Snowflake's support the query id."),
    ];

    /// <summary>What the error means.</summary>
    public CortexErrorKind Kind => Classify().Kind;

    /// <summary>The reason that a remote service gave, without the wrapping, when the message is of that form.</summary>
    /// <remarks>Cortex functions report <c>Request failed for external function X with remote service error: 400 '"reason"'</c>; X varies.</remarks>
    public string Reason => RemoteServiceError().Match(Message) is { Success: true } match
        ? match.Groups["json"] is { Success: true } json ? JsonText(json.Value) : match.Groups["plain"].Value
        : Message;

    /// <summary>The exception for this error: its kind, ids and the server's words, followed by what to do.</summary>
    /// <param name="model">The model that was called, when one was.</param>
    /// <param name="innerException">The provider's exception.</param>
    public CortexException ToException(string? model = null, Exception? innerException = null)
    {
        var (kind, advice) = Classify();
        var place = (Code, SqlState) switch
        {
            ({ } code, { } state) => string.Create(CultureInfo.InvariantCulture, $" [{code:000000}, SQLSTATE {state}]"),
            ({ } code, null) => string.Create(CultureInfo.InvariantCulture, $" [{code:000000}]"),
            _ => "",
        };
        var exception = new CortexException(kind, $"{Reason}{place}{(advice is null ? "" : $" — {advice}")}", innerException)
        {
            ErrorCode = Code,
            SqlState = SqlState,
            QueryId = QueryId,
            ServerMessage = Message,
            Model = model,
        };
        return exception;
    }

    private (CortexErrorKind Kind, string? Advice) Classify()
    {
        foreach (var (text, kind, advice) in ByText)
        {
            if (Message.Contains(text, StringComparison.OrdinalIgnoreCase)
                && (Code is not { } known || !ByCode.TryGetValue(known, out var byCode) || byCode == kind))
            {
                return (kind, advice);
            }
        }

        return Code is { } code && ByCode.TryGetValue(code, out var decided) ? (decided, null)
            : RemoteServiceError().Match(Message) is { Success: true } remote && remote.Groups["status"].ValueSpan[0] == '5'
            ? (CortexErrorKind.Service, null)
            : (CortexErrorKind.Unknown, null);
    }

    private static string JsonText(string escaped)
    {
        try
        {
            return JsonElement.Parse($"\"{escaped}\"").GetString()!;
        }
        catch (JsonException)
        {
            return escaped;
        }
    }

    [GeneratedRegex("""remote service error: (?<status>[0-9]{3}) '(?:"(?<json>(?:[^"\\]|\\.)*)"|(?<plain>.*?))'""", RegexOptions.Singleline)]
    private static partial Regex RemoteServiceError();
}

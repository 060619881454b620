using System.Text.Encodings.Web;
using System.Text.Json;

namespace CortexSharp.Local.Cortex;

/// <summary>The errors that Cortex functions raise, with Snowflake's numbers and wording where those are known.</summary>
internal static class CortexErrors
{
    /// <summary>The service behind a function failed the call; number, SQLSTATE and wrapping are those that users report.</summary>
    /// <param name="function">The name and version that the wrapping shows, such as <c>COMPLETE$V2</c>.</param>
    /// <param name="status">The HTTP status of the service.</param>
    /// <param name="reason">What the service says.</param>
    public static LocalSqlException RemoteService(string function, int status, string reason)
    {
        var quoted = JsonEncodedText.Encode(reason, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return new(100351, "P0000", $"Request failed for external function {function} with remote service error: {status} '\"{quoted}\"'");
    }

    /// <summary>The account does not allow <c>return_error_details</c>; Snowflake's own sources look for these words in the error.</summary>
    public static LocalSqlException DetailsNotAllowed(string function) => new(100351, "P0000",
        $"Request failed for external function {function}: return details is not allowed while AI_SQL_ERROR_HANDLING_USE_FAIL_ON_ERROR is TRUE");

    public static LocalSqlException TooFewArguments(string function, int expected, int given) =>
        Compilation(938, "22023", $"not enough arguments for function [{function}], expected {expected}, got {given}");

    public static LocalSqlException TooManyArguments(string function, int expected, int given) =>
        Compilation(939, "22023", $"too many arguments for function [{function}] expected {expected}, got {given}");

    public static LocalSqlException UnknownArgument(string function, CortexArgument argument) =>
        Compilation(
            1044, "42P13",
            $"error at position {argument.Position}\ninvalid argument for function '{function}': it has no argument named '{argument.Name}'");

    public static LocalSqlException RepeatedArgument(string function, CortexArgument argument, string parameter) =>
        Compilation(
            1044, "42P13", $"error at position {argument.Position}\ninvalid argument for function '{function}': '{parameter}' is given twice");

    public static LocalSqlException InvalidArgument(string function, CortexArgument argument, string why) =>
        Compilation(1044, "42P13", $"error at position {argument.Position}\ninvalid argument types for function '{function}': {why}");

    public static LocalSqlException NotConstant(string function, int number, CortexArgument argument) =>
        Compilation(1015, "22023", $"error at position {argument.Position}\nargument {number} to function {function} needs to be constant");

    public static UnsupportedFeatureException NotSupported(string feature, string instead) =>
        new(feature, $"not supported by the offline Cortex, {instead}");

    /// <summary>Snowflake does not tell a missing object from a forbidden one.</summary>
    public static LocalSqlException DoesNotExist(string what) =>
        Compilation(2003, "02000", $"{what} does not exist or not authorized.");

    private static LocalSqlException Compilation(int code, string sqlState, string message) =>
        new(code, sqlState, $"SQL compilation error:\n{message}");
}

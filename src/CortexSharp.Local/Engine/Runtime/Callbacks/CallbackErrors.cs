using System.Globalization;

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>SQLite carries nothing but a message out of a callback, so an error travels as one.</summary>
internal static class CallbackErrors
{
    private const char Mark = '\u0001';

    public static string Encode(Exception error)
    {
        var known = error as LocalSqlException ?? SqlErrors.Execution($"The offline Cortex failed in a function: {error.Message}");
        // SQLite would end the message at a NUL.
        return string.Create(
            CultureInfo.InvariantCulture, $"{Mark}{known.Code}{Mark}{known.SqlState}{Mark}{known.Message.Replace('\0', '\u2400')}{Mark}");
    }

    /// <summary>The error inside SQLite's message; null when it is none of ours.</summary>
    public static LocalSqlException? Decode(string message)
    {
        var parts = message.Split(Mark);
        return parts.Length >= 5 ? new(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], string.Join(Mark, parts[3..^1])) : null;
    }
}

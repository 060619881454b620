using System.Text;

namespace CortexSharp.Local.Engine.Runtime;

/// <summary>Text in double quotes inside of a format.</summary>
internal static class QuotedLiteral
{
    /// <summary>
    /// Reads the text whose opening quote stands at a place; a doubled quote in it is one, and a missing closing one is at the end.
    /// </summary>
    /// <param name="format">The format.</param>
    /// <param name="at">Where the opening quote stands; afterwards, the place behind the closing one.</param>
    public static string Read(string format, ref int at)
    {
        var literal = new StringBuilder();
        for (at++; at < format.Length; at++)
        {
            if (format[at] == '"' && (++at >= format.Length || format[at] != '"'))
                break;
            literal.Append(format[at]);
        }

        return literal.ToString();
    }
}

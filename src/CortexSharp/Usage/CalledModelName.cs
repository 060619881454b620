using System.Buffers;

namespace CortexSharp.Usage;

/// <summary>Tells a model's name from any other text, so that a prompt which was passed for a model by mistake is not written down.</summary>
internal static class CalledModelName
{
    // Three identifiers of 255 characters, in quotes.
    private const int MostCharacters = 800;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-$/:@");

    /// <summary>Whether a text is written as names of models are: without blanks but within double quotes.</summary>
    public static bool IsOne(string text)
    {
        if (text is not { Length: > 0 and <= MostCharacters })
            return false;
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && !Plain.Contains(c))
                return false;
        }

        return !isQuoted;
    }
}

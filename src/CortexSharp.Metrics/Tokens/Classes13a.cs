using CortexSharp.Metrics.Text;

namespace CortexSharp.Metrics.Tokens;

/// <summary>13a: ASCII punctuation but <c>' , - .</c> stands alone, commas and full stops unless between digits, a hyphen behind a digit.</summary>
internal readonly struct Classes13a : ICharacterClasses
{
    public static bool IsPadded => true;

    public static CharacterClass Of(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        return Of(text[index]);
    }

    public static CharacterClass Of(char c) => c switch
    {
        '.' or ',' => CharacterClass.Mark,
        '-' => CharacterClass.Hyphen,
        '\'' => CharacterClass.Other,
        _ when char.IsAsciiDigit(c) => CharacterClass.Number,
        _ when Whitespace.IsWhitespace(c) => CharacterClass.Space,
        _ when Characters.IsAsciiPunctuation(c) => CharacterClass.Alone,
        _ => CharacterClass.Other,
    };
}

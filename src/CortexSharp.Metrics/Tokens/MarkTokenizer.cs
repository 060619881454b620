namespace CortexSharp.Metrics.Tokens;

/// <summary>
/// The tokenizers 13a, intl and zh of sacrebleu in one walk. There they are successive regular expressions, each of which consumes both characters
/// that it looks at, which shows in runs of marks.
/// </summary>
/// <remarks>
/// What the expressions amount to: of k marks in a row all stand alone, but the last one stays with a number behind it exactly if k is odd and a
/// number stands before the run, or k is even and none does. For k = 1 that is "between numbers". Where a text is not padded, its ends count as
/// numbers, as an expression that needs another character there does not match.
/// </remarks>
internal static class MarkTokenizer
{
    public static void Split<TClasses>(ReadOnlySpan<char> text, TokenList tokens)
        where TClasses : ICharacterClasses
    {
        var end = TClasses.IsPadded ? CharacterClass.Space : CharacterClass.Number;
        var previous = end;
        var current = ClassAt<TClasses>(text, 0, end, out var length);
        var numberBeforeRun = false;
        var run = 0;
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            var next = ClassAt<TClasses>(text, i + length, end, out var nextLength);
            if (current == CharacterClass.Mark)
            {
                numberBeforeRun = previous == CharacterClass.Mark ? numberBeforeRun : previous == CharacterClass.Number;
                run = previous == CharacterClass.Mark ? run + 1 : 1;
            }

            var isAlone = current switch
            {
                CharacterClass.Alone => true,
                CharacterClass.Mark => next != CharacterClass.Number || (run % 2 == 1) != numberBeforeRun,
                CharacterClass.Hyphen => previous == CharacterClass.Number && i > 0,
                _ => false,
            };
            if (isAlone || current == CharacterClass.Space)
            {
                if (start >= 0)
                    tokens.Add(start, i);
                if (isAlone)
                    tokens.Add(i, i + length);
                start = -1;
            }
            else if (start < 0)
            {
                start = i;
            }

            i += length;
            (previous, current, length) = (current, next, nextLength);
        }

        if (start >= 0)
            tokens.Add(start, text.Length);
    }

    private static CharacterClass ClassAt<TClasses>(ReadOnlySpan<char> text, int index, CharacterClass end, out int length)
        where TClasses : ICharacterClasses
    {
        length = 0;
        return index < text.Length ? TClasses.Of(text, index, out length) : end;
    }
}

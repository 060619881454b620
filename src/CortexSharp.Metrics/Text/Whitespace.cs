namespace CortexSharp.Metrics.Text;

/// <summary>White space as Python's <c>str.split</c>, <c>strip</c> and <c>\s</c> have it; all of it lies in the basic plane.</summary>
internal static class Whitespace
{
    /// <summary>.NET's set and the four information separators U+001C to U+001F, which only Python counts.</summary>
    public static bool IsWhitespace(char c) => char.IsWhiteSpace(c) | c is >= '\u001C' and <= '\u001F';

    /// <summary>The text without the white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsWhitespace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>The text without the white space at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimEnd(text);
        var start = 0;
        while (start < text.Length && IsWhitespace(text[start]))
            start++;
        return text[start..];
    }

    /// <summary>The maximal runs of other characters, in order; never an empty one.</summary>
    public static Words Split(ReadOnlySpan<char> text) => new(text);

    /// <summary>Walks over the words of a text.</summary>
    public ref struct Words(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _start;
        private int _end;

        /// <summary>The word that the walk stands on.</summary>
        public readonly ReadOnlySpan<char> Current => _text[_start.._end];

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            _start = _end;
            while (_start < _text.Length && IsWhitespace(_text[_start]))
                _start++;
            _end = _start;
            while (_end < _text.Length && !IsWhitespace(_text[_end]))
                _end++;
            return _end > _start;
        }
    }
}

namespace CortexSharp.Local.Models;

/// <summary>The words of a text, in order and as they stand.</summary>
internal ref struct WordEnumerator(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly WordEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        var start = 0;
        while (start < _rest.Length && !NGrams.IsWordCharacter(_rest[start])) start++;
        var end = start;
        while (end < _rest.Length && NGrams.IsWordCharacter(_rest[end])) end++;
        Current = _rest[start..end];
        _rest = _rest[end..];
        return !Current.IsEmpty;
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CortexSharp.Local.Engine.Runtime.Callbacks;

namespace CortexSharp.Local.Engine.Runtime.Patterns;

/// <summary>A pattern made ready, and its parameters.</summary>
internal sealed class CompiledPattern
{
    private const int MaxCached = 256;

    private static readonly ConcurrentDictionary<(string Pattern, string Letters, bool Whole), CompiledPattern> Cache = new();

    // The pattern is nearly always the same from row to row: then its text need not even be decoded.
    [ThreadStatic]
    private static (byte[] Pattern, byte[] Letters, bool Whole, CompiledPattern Compiled)? _last;

    private CompiledPattern(string pattern, string letters, bool whole)
    {
        Parameters = RegexParameters.Parse(letters);
        var translated = PosixPattern.Translate(pattern, Parameters);
        try
        {
            // Without backtracking no pattern can hang the engine.
            Regex = new Regex(
                whole ? $"\\A(?:{translated})\\z" : translated,
                RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (Parameters.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw RegexErrors.Invalid(pattern, "pattern too large - compile failed");
        }
    }

    public Regex Regex { get; }

    public RegexParameters Parameters { get; }

    /// <summary>The pattern of a call.</summary>
    /// <param name="call">The call; its pattern is the argument at index 1.</param>
    /// <param name="letters">The index of the parameters; they may be missing.</param>
    /// <param name="whole">Whether the pattern must match the whole text.</param>
    public static CompiledPattern Of(FunctionCall call, int letters, bool whole = false)
    {
        var patternBytes = call.Utf8(1);
        var letterBytes = letters < call.Count ? call.Utf8(letters) : "c"u8;
        if (_last is { } last && last.Whole == whole && patternBytes.SequenceEqual(last.Pattern) && letterBytes.SequenceEqual(last.Letters))
            return last.Compiled;
        var key = (call.Text(1), letters < call.Count ? call.Text(letters) : "c", whole);
        if (!Cache.TryGetValue(key, out var compiled))
        {
            compiled = new(key.Item1, key.Item2, whole);
            if (Cache.Count >= MaxCached)
                Cache.Clear();
            Cache[key] = compiled;
        }

        _last = (patternBytes.ToArray(), letterBytes.ToArray(), whole, compiled);
        return compiled;
    }
}

using CortexSharp.Metrics.Text;
using CortexSharp.Metrics.Tokens;

namespace CortexSharp.Metrics;

/// <summary>How BLEU splits a text into tokens. Each equals sacrebleu 2.6's tokenizer of the same name. Thread-safe.</summary>
/// <remarks>White space at the end of a text is dropped first, as sacrebleu does before it tokenizes.</remarks>
public abstract class BleuTokenizer
{
    private protected BleuTokenizer(string name) => Name = name;

    /// <summary>
    /// sacrebleu's default, <c>13a</c>, the tokenizer of mteval-v13a: resolves four entities, joins words hyphenated at line ends, and splits ASCII
    /// punctuation off, but not the full stop and comma in 1,000.50. Punctuation of other scripts stays where it is.
    /// </summary>
    public static BleuTokenizer Mteval13a { get; } = new Tokenizer13a();

    /// <summary>
    /// <c>intl</c>, the international tokenizer of mteval-v14: splits punctuation and symbols of all scripts by Unicode's categories.
    /// </summary>
    public static BleuTokenizer International { get; } = new InternationalTokenizer();

    /// <summary><c>char</c>: every code point is a token.</summary>
    public static BleuTokenizer Characters { get; } = new CharacterTokenizer();

    /// <summary><c>zh</c>: every Chinese character is a token, the rest much as in 13a.</summary>
    public static BleuTokenizer Chinese { get; } = new ChineseTokenizer();

    /// <summary><c>none</c>: tokens stand between white space already.</summary>
    public static BleuTokenizer None { get; } = new BlankTokenizer();

    /// <summary>The name by which signatures and command lines call it.</summary>
    public string Name { get; }

    /// <summary>A tokenizer of the caller's own, which may allocate.</summary>
    /// <param name="name">What signatures call it.</param>
    /// <param name="tokenize">Puts white space between the tokens of a text; called on any thread.</param>
    public static BleuTokenizer Create(string name, Func<string, string> tokenize)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(tokenize);
        return new CustomTokenizer(name, tokenize);
    }

    /// <summary>The tokenizer of a name that sacrebleu knows: 13a, intl, char, zh or none.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static BleuTokenizer Parse(string name) => name switch
    {
        "13a" => Mteval13a,
        "intl" => International,
        "char" => Characters,
        "zh" => Chinese,
        "none" => None,
        _ => throw new ArgumentException($"There is no tokenizer \"{name}\"; there are 13a, intl, char, zh and none.", nameof(name)),
    };

    /// <summary>The tokens of a text; none of an empty one.</summary>
    /// <param name="text">A text.</param>
    public string[] Tokenize(ReadOnlySpan<char> text)
    {
        var scratch = BleuScratch.Rent();
        var tokens = scratch.Candidate;
        var sliced = Split(Whitespace.TrimEnd(text), tokens, ref scratch.Cleaned);
        var result = new string[tokens.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = sliced[tokens.Starts[i]..tokens.Ends[i]].ToString();
        BleuScratch.Return(scratch);
        return result;
    }

    /// <summary>How many tokens a text has. Allocates nothing, unless the tokenizer is the caller's own.</summary>
    /// <param name="text">A text.</param>
    public int Count(ReadOnlySpan<char> text)
    {
        var scratch = BleuScratch.Rent();
        Split(Whitespace.TrimEnd(text), scratch.Candidate, ref scratch.Cleaned);
        var count = scratch.Candidate.Count;
        BleuScratch.Return(scratch);
        return count;
    }

    /// <summary>The tokenizer's name.</summary>
    public override string ToString() => Name;

    /// <summary>Splits a text as it is; callers drop white space at its end before.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">Takes the tokens and the narrow text.</param>
    /// <param name="cleaned">Memory for another text, where tokens are not slices of the text given.</param>
    /// <returns>The text of which the tokens are slices.</returns>
    internal abstract ReadOnlySpan<char> Split(ReadOnlySpan<char> text, TokenList tokens, ref Pooled<char> cleaned);
}

namespace CortexSharp.Completions;

/// <summary>One turn of a conversation. <see cref="ToString"/> does not show its content.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Content">What is said.</param>
public sealed record CompletionMessage(CompletionRole Role, string Content)
{
    private readonly IReadOnlyList<CompletionPart>? _parts;

    /// <summary>A turn that is more than one text.</summary>
    /// <param name="role">Who says it.</param>
    /// <param name="parts">Its pieces in order, at least one.</param>
    public CompletionMessage(CompletionRole role, IReadOnlyList<CompletionPart> parts)
        : this(role, TextOf(parts)) => _parts = parts;

    /// <summary>The text of the turn; setting it makes the turn that one text.</summary>
    public string Content
    {
        get;
        init
        {
            field = value;
            _parts = null;
        }
    } = Content;

    /// <summary>The pieces in order; for a turn that is one text, that text.</summary>
    public IReadOnlyList<CompletionPart> Parts => _parts ?? [new TextPart(Content)];

    /// <summary>Instructions for the model.</summary>
    /// <param name="content">The instructions.</param>
    public static CompletionMessage System(string content) => new(CompletionRole.System, content);

    /// <summary>What the person asks.</summary>
    /// <param name="content">The question.</param>
    public static CompletionMessage User(string content) => new(CompletionRole.User, content);

    /// <summary>What the person asks and shows.</summary>
    /// <param name="parts">Texts and images in order.</param>
    public static CompletionMessage User(params IReadOnlyList<CompletionPart> parts) => new(CompletionRole.User, parts);

    /// <summary>What the model answered before.</summary>
    /// <param name="content">The answer.</param>
    public static CompletionMessage Assistant(string content) => new(CompletionRole.Assistant, content);

    /// <summary>What the model answered before, with the tools that it called.</summary>
    /// <param name="result">The answer as it came.</param>
    public static CompletionMessage Assistant(CompletionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.ToolCalls.Count == 0
            ? Assistant(result.Text)
            : new(CompletionRole.Assistant, result.Text.Length == 0 ? [.. result.ToolCalls] : [new TextPart(result.Text), .. result.ToolCalls]);
    }

    /// <summary>What tools answered to the calls of the turn before, all of them in this one message.</summary>
    /// <param name="results">The results, one for each call.</param>
    public static CompletionMessage Tool(params IReadOnlyList<ToolResult> results) => new(CompletionRole.Tool, results);

    /// <inheritdoc/>
    public override string ToString() =>
        _parts is null ? $"{Role} message of {Content.Length} characters" : $"{Role} message of {_parts.Count} part(s)";

    private static string TextOf(IReadOnlyList<CompletionPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("A message needs at least one part.", nameof(parts));
        return string.Concat(parts.OfType<TextPart>().Select(static part => part.Text));
    }
}

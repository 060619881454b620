using CortexSharp.Completions;

namespace CortexSharp.Usage;

/// <summary>The calls of one model on one day, while they are counted. Not thread-safe.</summary>
internal sealed class CallCounts(string model, DateOnly day)
{
    public string Model => model;

    public DateOnly Day => day;

    public long Calls { get; private set; }

    public long Errors { get; private set; }

    /// <summary>How many of the calls told their tokens: without it, a sum of some would look like that of all.</summary>
    public long CallsWithTokens { get; private set; }

    public long PromptTokens { get; private set; }

    public long CompletionTokens { get; private set; }

    public DateTimeOffset LastCallAt { get; private set; }

    public void Add(TokenUsage? tokens, bool failed, DateTimeOffset at)
    {
        Calls++;
        LastCallAt = at;
        if (failed)
            Errors++;
        if (tokens is null)
            return;
        CallsWithTokens++;
        PromptTokens += tokens.PromptTokens;
        CompletionTokens += tokens.CompletionTokens;
    }
}

using System.Collections.Concurrent;

namespace CortexSharp.Local.Cortex.Usage;

/// <summary>Counts what a statement uses up. Rows are answered on many threads at once.</summary>
/// <param name="time">The clock: usage is told apart by the hour in which it came up.</param>
internal sealed class UsageMeter(TimeProvider time)
{
    private readonly ConcurrentDictionary<UsageKey, Tokens> _tokens = new();

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => _tokens.IsEmpty;

    /// <summary>When the statement began.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>Counts a call that was answered.</summary>
    /// <param name="function">The function's name, as the views show it.</param>
    /// <param name="model">The model's name, as the views show it; empty where the call names none.</param>
    /// <param name="pricedAs">What is billed: a base model, or the function.</param>
    /// <param name="input">Tokens of input.</param>
    /// <param name="output">Tokens of output; null for a function that is billed for one total.</param>
    public void Add(string function, string model, string pricedAs, int input, int? output)
    {
        var key = new UsageKey(function, model, pricedAs, time.GetUtcNow().ToUnixTimeMilliseconds() / UsageKey.MillisecondsOfHour);
        _tokens.GetOrAdd(key, static _ => new()).Add(input, output);
    }

    /// <summary>What was counted since this was last asked.</summary>
    public IEnumerable<(UsageKey Key, long Input, long? Output)> Take()
    {
        foreach (var key in _tokens.Keys)
        {
            if (_tokens.TryRemove(key, out var tokens))
                yield return (key, tokens.Input, tokens.Output);
        }
    }

    private sealed class Tokens
    {
        private long _input;
        private long _output;
        private volatile bool _hasOutput;

        public long Input => Interlocked.Read(ref _input);

        public long? Output => _hasOutput ? Interlocked.Read(ref _output) : null;

        public void Add(int input, int? output)
        {
            Interlocked.Add(ref _input, input);
            if (output is null)
                return;
            Interlocked.Add(ref _output, output.Value);
            _hasOutput = true;
        }
    }
}

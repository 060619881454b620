using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace CortexSharp.Local.Tests.Cortex.Answering;

/// <summary>A chat client that answers as told, and counts how many of its calls run at once.</summary>
internal sealed class FakeChatClient(Func<IReadOnlyList<ChatMessage>, CancellationToken, Task<ChatResponse>> answer) : IChatClient
{
    private int _running;
    private int _most;

    public FakeChatClient(Func<string, string> answer)
        : this((messages, _) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer(messages[^1].Text)))))
    {
    }

    public ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Calls { get; } = [];

    /// <summary>The most calls that ran at the same time.</summary>
    public int MostAtOnce => _most;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages.ToList();
        Calls.Enqueue((list, options!));
        var running = Interlocked.Increment(ref _running);
        for (var most = _most; running > most; most = _most)
            Interlocked.CompareExchange(ref _most, running, most);
        try
        {
            return await answer(list, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

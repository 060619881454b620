using CortexSharp.Completions;
using CortexSharp.Evaluation.Judging;

namespace CortexSharp.Evaluation.Tests.Judging;

/// <summary>A judge that says what it is told to, in order, and remembers what it was asked.</summary>
internal sealed class ScriptedJudge(params object[] replies) : IJudgeModel
{
    public List<JudgeRequest> Requests { get; } = [];

    public string Name => "judge-1";

    public string LastQuestion => Requests[^1].Messages[^1].Content;

    public Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return replies[Math.Min(Requests.Count, replies.Length) - 1] switch
        {
            string text => Task.FromResult(new JudgeReply(text, new TokenUsage(10, 5, 15))),
            Exception error => Task.FromException<JudgeReply>(error),
            _ => throw new InvalidOperationException("A reply is a text or an error."),
        };
    }
}

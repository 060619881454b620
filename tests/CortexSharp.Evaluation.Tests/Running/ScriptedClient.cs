using System.Collections.Concurrent;
using CortexSharp.Completions;
using CortexSharp.Evaluation.Running;
using Moq;

namespace CortexSharp.Evaluation.Tests.Running;

/// <summary>A model far away that answers the rig's questions rightly, and counts how often each was asked.</summary>
internal sealed class ScriptedClient
{
    public const string Name = "far";

    private readonly ConcurrentDictionary<string, int> _asked = new();

    /// <summary>How often each case was asked, by its key.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    /// <summary>The model, as a process asks it; done before each answer is what the process makes of the question.</summary>
    public EvaluatedModel Model(Func<string, CancellationToken, Task>? before = null, string name = Name)
    {
        var client = new Mock<ICortexCompleteClient>(MockBehavior.Strict);
        client.Setup(c =>
            c.CompleteAsync(
                It.IsAny<CompletionRequest>(), It.IsAny<CancellationToken>())).Returns(async (CompletionRequest request, CancellationToken token) =>
        {
            await Task.Yield();
            var number = request.Messages[0].Content["What is ".Length..^1];
            await (before?.Invoke(number, token) ?? Task.CompletedTask);
            _asked.AddOrUpdate($"k{number.PadLeft(6, '0')}", 1, (_, count) => count + 1);
            return new CompletionResult($"It is {number}") { Usage = new(3, 4, 7) };
        });
        return EvaluatedModel.Of(name, client.Object);
    }
}

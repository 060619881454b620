namespace CortexSharp.Local.Testing;

/// <summary>
/// Runs pieces of a test side by side, one step at a time, in an order that a seed decides: what happens between two statements, or within
/// a long one, happens again for the same seed. Try many seeds to find the order that breaks, then keep the one that does.
/// </summary>
/// <remarks>
/// A step ends where a statement of an offline Cortex begins, has its AI calls answered, is about to run or to change something, and has its next
/// rows read; and where a participant ends. Between them only one participant runs. So a participant awaits its statements one
/// after the other, and nothing that another participant must do first. Works over several <see cref="LocalCortex"/> on one file too.
/// </remarks>
public sealed class Interleaving
{
    private static readonly AsyncLocal<Participant?> Current = new();

    private readonly Lock _gate = new();
    private readonly SortedList<int, (string Point, TaskCompletionSource Go)> _waiting = [];
    private readonly List<InterleavingStep> _steps = [];
    private readonly Random _random;
    private int _unfinished;

    private Interleaving(int seed, int participants)
    {
        _random = new(seed);
        _unfinished = participants;
    }

    /// <summary>The steps in the order in which they were taken.</summary>
    public IReadOnlyList<InterleavingStep> Steps => _steps;

    /// <summary>Runs the participants to their end.</summary>
    /// <param name="seed">Decides the order; the same seed gives the same order.</param>
    /// <param name="participants">What runs side by side.</param>
    /// <returns>The order that was taken.</returns>
    /// <remarks>Throws what participants throw, after all of them have ended; awaited, the first of it.</remarks>
    public static async Task<Interleaving> RunAsync(int seed, params Func<Task>[] participants)
    {
        ArgumentNullException.ThrowIfNull(participants);
        var interleaving = new Interleaving(seed, participants.Length);
        await Task.WhenAll([.. participants.Select((run, number) => interleaving.RunAsync(number, run))]).ConfigureAwait(false);
        return interleaving;
    }

    /// <summary>Lets others go first, if the caller runs in an interleaving.</summary>
    /// <param name="point">Where the caller stands.</param>
    internal static Task StepAsync(string point) =>
        Current.Value is { } participant ? participant.Interleaving.WaitAsync(participant.Number, point) : Task.CompletedTask;

    private async Task RunAsync(int number, Func<Task> run)
    {
        Current.Value = new(this, number);
        try
        {
            await WaitAsync(number, "start").ConfigureAwait(false);
            await run().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _unfinished--;
                ReleaseOne();
            }
        }
    }

    private Task WaitAsync(int number, string point)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiting.TryAdd(number, (point, go)))
            {
                throw new InvalidOperationException(
                    $"Participant {number} runs two statements at once; in an interleaving each is a participant of its own.");
            }

            ReleaseOne();
        }

        return go.Task;
    }

    // Only when all of them stand still is it certain who can be chosen from, however fast each of them came here.
    private void ReleaseOne()
    {
        if (_waiting.Count < _unfinished || _waiting.Count == 0)
            return;
        var (number, (point, go)) = _waiting.ElementAt(_random.Next(_waiting.Count));
        _waiting.Remove(number);
        _steps.Add(new(number, point));
        go.SetResult();
    }

    private sealed record Participant(Interleaving Interleaving, int Number);
}

using CortexSharp.Local.Cortex.Answering;

namespace CortexSharp.Local.Testing;

/// <summary>What a rule answers.</summary>
/// <param name="call">The row.</param>
/// <param name="turn">How often the rule fired before.</param>
/// <param name="cancellationToken">Cancels the statement.</param>
/// <returns>The reply; null to ask the model itself.</returns>
internal delegate ValueTask<Reply?> CompletionAction(CompletionCall call, int turn, CancellationToken cancellationToken);

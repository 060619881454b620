using CortexSharp.Completions;
using CortexSharp.Sql;

namespace CortexSharp.Lifecycle.Promotion;

/// <summary>Shows that a model can be called: what the application cannot call must not go live.</summary>
internal sealed class ModelProbe(ISqlExecutor executor, ICortexCompleteClient completions)
{
    private readonly CortexCompleteClient _bySql = new(executor);

    public async Task ProveAsync(string model, CallableModelRequest request, string useCase, CancellationToken cancellationToken)
    {
        // A base model is no object of a schema: who may call it is granted by application roles.
        foreach (var role in ModelName.IsIdentifier(model) ? request.GrantUsageTo : [])
            await executor.ExecuteNonQueryAsync(PromotionStatements.GrantUsage(model, role), null, cancellationToken).ConfigureAwait(false);
        if (request.Probe is not { } probe)
            return;
        try
        {
            var question = new CompletionRequest(model, probe) { Options = new() { MaxTokens = 16 } };
            // Only a statement can run as another role: questions over REST run as the user's default one.
            await (request.ProbeRole is { } role
                ? _bySql.CompleteAsync(question with { Execution = new() { Role = role } }, cancellationToken)
                : completions.CompleteAsync(question, cancellationToken)).ConfigureAwait(false);
        }
        catch (CortexException e)
        {
            throw new CortexException(
                e.Kind, $"{model} was asked before calls are sent to it and did not answer, so '{useCase}' stays as it is: {e.Message}", e)
            {
                Model = model,
                IsTransient = e.IsTransient,
                QueryId = e.QueryId,
                ErrorCode = e.ErrorCode,
                SqlState = e.SqlState,
            };
        }
    }
}

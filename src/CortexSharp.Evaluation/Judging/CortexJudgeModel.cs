using CortexSharp.Completions;

namespace CortexSharp.Evaluation.Judging;

/// <summary>A model of Snowflake Cortex as judge.</summary>
internal sealed class CortexJudgeModel(ICortexCompleteClient client, string model) : IJudgeModel
{
    public string Name => model;

    public async Task<JudgeReply> AskAsync(JudgeRequest request, CancellationToken cancellationToken = default)
    {
        var completion = new CompletionRequest(model, request.Messages) { Options = request.Options, ResponseSchema = request.Schema };
        var result = await client.CompleteAsync(completion, cancellationToken).ConfigureAwait(false);
        return new JudgeReply(result.StructuredValue is { } value ? value.GetRawText() : result.Text, result.Usage);
    }
}

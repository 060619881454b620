using CortexSharp.Completions;
using CortexSharp.Evaluation.Asking;
using Microsoft.Extensions.AI;

namespace CortexSharp.Evaluation.Judging;

/// <summary>Makes a judge of a client. A judge should be of another family than the models it judges: models prefer their own kind.</summary>
public static class JudgeModel
{
    /// <summary>A model of Snowflake Cortex.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model's name.</param>
    public static IJudgeModel Of(ICortexCompleteClient client, string model)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return new CortexJudgeModel(client, model);
    }

    /// <summary>Any other model.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model's name; the client's default when left out.</param>
    /// <exception cref="ArgumentException">Neither the caller nor the client names the model: verdicts of nobody cannot be compared.</exception>
    public static IJudgeModel Of(IChatClient client, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var name = model ?? (client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId;
        ArgumentException.ThrowIfNullOrWhiteSpace(name, nameof(model));
        return new ChatJudgeModel(new ChatModel(client, name));
    }
}

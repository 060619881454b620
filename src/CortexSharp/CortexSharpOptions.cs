using CortexSharp.BaseModels;
using CortexSharp.Completions;

namespace CortexSharp;

/// <summary>What the clients need to know besides how to reach the server. Can be bound from configuration.</summary>
public sealed class CortexSharpOptions
{
    /// <summary>How a conversation of several turns is sent over SQL.</summary>
    /// <value>Default: <see cref="HistoryMode.Rendered"/>.</value>
    public HistoryMode HistoryMode { get; set; } = HistoryMode.Rendered;

    /// <summary>The base models that can be tuned; Snowflake's list changes, so it is data. An empty list means the default.</summary>
    /// <value>Default: empty, which stands for <see cref="TunableBaseModel.Llama31With8B"/> alone.</value>
    public IList<TunableBaseModel> TunableBaseModels { get; } = [];

    /// <summary>
    /// Whether the back end of <c>FINETUNE</c> asks before each job whether the base model can be tuned here, which takes some <c>SHOW</c> statements
    /// and no warehouse.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckBaseModelBeforeTraining { get; set; } = true;
}

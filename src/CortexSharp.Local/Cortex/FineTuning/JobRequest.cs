using CortexSharp.Sql;

namespace CortexSharp.Local.Cortex.FineTuning;

/// <summary>What <c>FINETUNE('CREATE', …)</c> asks for, checked.</summary>
/// <param name="Model">The full name that the model shall have.</param>
/// <param name="BaseModel">The base model in lower case.</param>
/// <param name="TrainingData">The training query.</param>
/// <param name="ValidationData">The validation query, when there is one.</param>
/// <param name="Options">The options as given, as JSON.</param>
/// <param name="MaxEpochs">How often to go through the data.</param>
internal sealed record JobRequest(SqlIdentifier Model, string BaseModel, string TrainingData, string? ValidationData, string? Options, int MaxEpochs);

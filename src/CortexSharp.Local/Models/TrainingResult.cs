namespace CortexSharp.Local.Models;

/// <summary>A trained model and its losses after each epoch.</summary>
internal sealed record TrainingResult(ITunedModel Model, IReadOnlyList<TrainingReport> Epochs)
{
    /// <summary>The losses of the model as it is: those after the last epoch.</summary>
    public TrainingReport Report => Epochs[^1];
}

namespace CortexSharp.Lifecycle.Pipeline;

/// <summary>What a pipeline does.</summary>
public enum PipelineStep
{
    /// <summary>Makes the training data's snapshot.</summary>
    Prepare,

    /// <summary>Trains.</summary>
    Train,

    /// <summary>Asks the new model and the live one about the validation pairs.</summary>
    Evaluate,

    /// <summary>Holds the comparison against the gate.</summary>
    Decide,

    /// <summary>Puts the new model live.</summary>
    Promote,
}

namespace CortexSharp.Local.Engine.Runtime.Callbacks;

/// <summary>Gathers the rows of one group or one window.</summary>
internal abstract class Aggregator
{
    /// <summary>A row comes in.</summary>
    public abstract void Add(FunctionCall row);

    /// <summary>The row that came in first leaves the window. Only windows that slide ask for it.</summary>
    public virtual void Remove(FunctionCall row) => throw SqlErrors.Execution("This function has no sliding window");

    /// <summary>Returns the result for the rows that are in.</summary>
    public abstract void Return(FunctionCall result);
}

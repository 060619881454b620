namespace CortexSharp.Rest.Inference;

/// <summary>What an event of a stream is.</summary>
internal enum ServerEventKind
{
    /// <summary>A piece of the answer, or something that this version does not know.</summary>
    Data,

    /// <summary>An error, named so by the event.</summary>
    Error,

    /// <summary>The mark <c>[DONE]</c>.</summary>
    Done,
}

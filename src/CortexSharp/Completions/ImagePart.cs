namespace CortexSharp.Completions;

/// <summary>An image that a user shows to the model. Over REST only, and for OpenAI's and Claude's models only.</summary>
/// <param name="Data">The image file's bytes; Snowflake takes a request of at most 20 MiB.</param>
/// <param name="MediaType">The file's type, such as <c>image/png</c>, <c>image/jpeg</c>, <c>image/gif</c> or <c>image/webp</c>.</param>
public sealed record ImagePart(ReadOnlyMemory<byte> Data, string MediaType) : CompletionPart
{
    /// <inheritdoc/>
    public override string ToString() => $"{MediaType} of {Data.Length} bytes";
}

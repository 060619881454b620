namespace CortexSharp.Completions;

/// <summary>Asks how many tokens a text has. <see cref="ToString"/> does not show the text.</summary>
/// <param name="Model">The model that the text is meant for.</param>
/// <param name="Text">The text.</param>
public sealed record TokenCountRequest(string Model, string Text)
{
    /// <summary>
    /// The base model of a tuned <see cref="Model"/>: Snowflake cannot count for a tuned model, but it reads tokens as its base model does.
    /// </summary>
    public string? BaseModel { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(TokenCountRequest)} for {Model}";
}

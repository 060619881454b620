namespace CortexSharp.Rest.Authentication;

/// <summary>What goes into the <c>Authorization</c> header. <see cref="ToString"/> does not show the secret.</summary>
/// <param name="Secret">The text behind <c>Bearer</c>.</param>
/// <param name="Type">What kind of token it is.</param>
public sealed record RestToken(string Secret, RestTokenType Type)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type} token";
}

using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Embedding;

/// <summary>
/// <c>AI_EMBED</c>, and the legacy <c>EMBED_TEXT_768</c> and <c>EMBED_TEXT_1024</c>, which raise (Snowflake's pages of these names).
/// </summary>
/// <param name="policy">What failing rows do.</param>
internal sealed class Embed(ErrorPolicy policy) : IFunctionFamily
{
    private const string Legacy = "SNOWFLAKE.CORTEX.EMBED_TEXT_";

    // The dimension is part of the result's type, so the model must be known from the text.
    private static readonly Parameter[] Parameters = [new("MODEL", Required: true, ConstantOnly: true), new("INPUT", Required: true)];

    private static readonly Signature Signature = new("AI_EMBED", [.. Parameters, new("RETURN_ERROR_DETAILS", ConstantOnly: true)]);

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function, Legacy + "768", Legacy + "1024"];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var isLegacy = name.StartsWith(Legacy, StringComparison.Ordinal);
        var call = isLegacy ? new Signature(name, Parameters).Bind(arguments) : Signature.Bind(arguments);
        var model = EmbeddingModel.Find(call[0].TextIn([]) ?? "");
        if (model is null || (isLegacy && name != $"{Legacy}{model.Dimension}"))
            throw CortexErrors.RemoteService(name, 400, $"unknown model \"{call[0].TextIn([])}\"");
        var failures = isLegacy ? FailureMode.Raise : policy.Of(name, call.Flag(2));
        var shown = isLegacy ? name[(name.LastIndexOf('.') + 1)..] : name;
        return new RowCall(shown + "$V1", call, CortexResultType.Vector, failures,
            (row, context) => new(call[1].TextIn(row) is { } text ? model.Embed(text, shown, context) : null))
        {
            Dimension = model.Dimension,
        };
    }
}

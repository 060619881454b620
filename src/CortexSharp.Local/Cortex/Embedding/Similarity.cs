using System.Runtime.InteropServices;
using System.Text.Json;
using CortexSharp.Local.Cortex.Calls;

namespace CortexSharp.Local.Cortex.Embedding;

/// <summary><c>AI_SIMILARITY</c>: the cosine of two texts' embeddings (Snowflake's page of that name).</summary>
/// <param name="policy">What failing rows do.</param>
internal sealed class Similarity(ErrorPolicy policy) : IFunctionFamily
{
    private static readonly Signature Signature = new("AI_SIMILARITY",
        new("INPUT1", Required: true), new("INPUT2", Required: true), new("CONFIG", ConstantOnly: true),
        new("RETURN_ERROR_DETAILS", ConstantOnly: true));

    /// <inheritdoc/>
    public IEnumerable<string> Names => [Signature.Function];

    /// <inheritdoc/>
    public ICortexFunction Bind(string name, IReadOnlyList<CortexArgument> arguments)
    {
        var call = Signature.Bind(arguments);
        var named = call[2].IsGiven && JsonText.TryParse(call[2].TextIn([])!) is { ValueKind: JsonValueKind.Object } config
            && config.TryGetProperty("model", out var value) ? value.ToString() : null;
        var model = named is null ? EmbeddingModel.Default : EmbeddingModel.Find(named);
        return new RowCall("AI_SIMILARITY$V1", call, CortexResultType.Float, policy.Of(name, call.Flag(3)), (row, context) =>
        {
            if (call[0].TextIn(row) is not { } first || call[1].TextIn(row) is not { } second)
                return new(null);
            return model is null
                ? RowResult.Failed($"unknown model \"{named}\"")
                : new(Cosine(model.Embed(first, name, context), model.Embed(second, name, context)));
        });
    }

    // Both have length 1.
    private static double Cosine(byte[] first, byte[] second) =>
        Math.Clamp(Dot(MemoryMarshal.Cast<byte, float>(first), MemoryMarshal.Cast<byte, float>(second)), -1.0, 1.0);

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}

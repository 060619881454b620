using System.Collections.Immutable;
using CortexSharp.Local.Cortex.Calls;
using CortexSharp.Local.Models;

namespace CortexSharp.Local.Cortex.Embedding;

/// <summary>A model that embeds text (Snowflake's pages AI_EMBED and regional availability of AI functions).</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Dimension">The number of elements.</param>
/// <param name="MaxTokens">What is longer is cut.</param>
internal sealed record EmbeddingModel(string Name, int Dimension, int MaxTokens)
{
    // Snowflake's pages name no token limit of the l-v2.0 models; their names do.
    private static readonly ImmutableArray<EmbeddingModel> All =
    [
        new("snowflake-arctic-embed-m", 768, 512), new("snowflake-arctic-embed-m-v1.5", 768, 512), new("e5-base-v2", 768, 512),
        new("snowflake-arctic-embed-l-v2.0", 1024, 512), new("snowflake-arctic-embed-l-v2.0-8k", 1024, 8192),
        new("nv-embed-qa-4", 1024, 512), new("multilingual-e5-large", 1024, 512), new("voyage-multilingual-2", 1024, 32_000),
    ];

    /// <summary>The model by which <c>AI_SIMILARITY</c> compares unless told otherwise; which one Snowflake takes is not in its page.</summary>
    public static EmbeddingModel Default => All[3];

    public static EmbeddingModel? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Embeds a text and counts what it uses up.</summary>
    public byte[] Embed(string text, string function, CallContext context)
    {
        var cut = TokenLimit.Cut(text, MaxTokens);
        context.Usage.Add(function, Name, Name, TokenCounter.Count(cut), null);
        return HashedEmbedding.Embed(cut, Dimension, NGrams.Hash(Name));
    }
}

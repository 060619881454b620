using CortexSharp.Completions;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Docs.Tests.Snippets;

public class ReadmeSnippets
{
    [Fact]
    public async Task TenLines()
    {
        #region ten-lines
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(); // the offline Cortex; a Snowflake account is UseSnowflake(…) or UseRest(…)
        await using var provider = services.BuildServiceProvider();
        var cortex = provider.GetRequiredService<ICortexCompleteClient>();

        var answer = await cortex.CompleteAsync(
            "llama3.1-8b",
            "Classify the message as one of: refund, delivery, login.\nMessage: Where is my delivery? It is a week late.");

        Console.WriteLine($"{answer.Text}, {answer.Usage?.TotalTokens} tokens");
        #endregion

        Assert.Equal("delivery", answer.Text);
    }
}

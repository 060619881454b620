using System.Net;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests.SqlApi;

public class SynchronousWaitTests : ServerTest
{
    private protected override LocalCortexServerOptions Options => new() { SynchronousWait = TimeSpan.Zero };

    [Fact]
    public async Task Post_LongerThanTheWait_GivesA202AndRunsOn()
    {
        var answer = await RunAsync("SELECT SYSTEM$WAIT(600)");

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Equal(HttpStatusCode.Accepted, (await GetAsync($"/api/v2/statements/{answer.Handle}")).Status);
        Assert.Equal("000604", (await PostAsync($"/api/v2/statements/{answer.Handle}/cancel", "")).Code);
    }
}

using CortexSharp.Completions;
using CortexSharp.Local.Tests.Cortex;
using CortexSharp.Sql;
using CortexSharp.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Local.Tests.Sdk;

/// <summary>Counting through a container.</summary>
public sealed class AddCallLogTests : IAsyncLifetime
{
    private const string Tuned = "MY_DB.AI.SUPPORT_V1";

    private readonly CallLogWorld _world = new();

    /// <summary>By <c>AddCallLog</c> each registration's client counts into its own log, and the container's end writes it.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("eu")]
    public async Task AddCallLog_ClientOfTheRegistration_Counts(string? key)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_world.Time);
        var builder = key is null ? services.AddCortexSharp() : services.AddKeyedCortexSharp(key);
        builder.UseExecutor(_world.Cortex).AddCallLog(new("support-api") { Table = SqlIdentifier.Parse("calls") });
        await using (var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }))
        {
            var (client, log) = (Get<ICortexCompleteClient>(provider, key), Get<ICortexCallLog>(provider, key));
            await client.CompleteAsync("llama3.1-8b", "Where is my parcel?");
            await Assert.ThrowsAsync<CortexException>(() => client.CompleteAsync("no-such-model", "Where is my parcel?"));
            var day = Assert.Single(await CallLogWorld.ReadAsync(log));
            Assert.Equal(("llama3.1-8b", "CALLS", 1, true), (day.Model, day.Source, day.Calls, day.Tokens > 0));
            await client.CompleteAsync("llama3.1-8b", "And where is this one?");
        }

        Assert.Equal(2, await _world.CountAsync("CALLS"));
    }

    [Fact]
    public async Task AddCallLog_Container_CanBeDisposedSynchronously()
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseExecutor(_world.Cortex).AddCallLog(new("support-api"));
        using (var provider = services.BuildServiceProvider())
            provider.GetRequiredService<ICortexCallLog>().Count(Tuned);
        Assert.Equal(1, await _world.CountAsync("ML_CALL_LOG"));
    }

    /// <summary>The container disposes its executor too, after the log that writes by it.</summary>
    [Fact]
    public async Task AddCallLog_ExecutorOfTheContainer_WritesTheLast()
    {
        using var file = new TemporaryFile();
        var services = new ServiceCollection();
        services.AddCortexSharp().UseLocal(file.Path).AddCallLog(new("support-api"));
        await using (var provider = services.BuildServiceProvider())
            await provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("llama3.1-8b", "Where is my parcel?");
        await using var cortex = new LocalCortex(new() { Path = file.Path });
        Assert.Equal("llama3.1-8b", Assert.Single(await CallLogWorld.ReadAsync(_world.Log(cortex))).Model);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private static T Get<T>(IServiceProvider provider, string? key)
        where T : notnull => key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using CortexSharp.Completions;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Rest.Tests.Inference;

/// <summary>Over a real connection, with the client as the container makes it.</summary>
public sealed class SocketTests : IDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SocketTests() => _listener.Start();

    [Fact]
    public async Task StreamAsync_Pieces_ComeWhileTheServerStillWrites()
    {
        var told = new TaskCompletionSource();
        var server = ServeAsync(async stream =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Head + Chunk("data: {\"choices\":[{\"delta\":{\"content\":\"first\"}}]}\n\n")));
            await told.Task; // never, if the client waited for the end
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes(
                    Chunk("data: {\"choices\":[{\"delta\":{\"content\":\" second\"},\"finish_reason\":\"stop\"}]}\n\n") + "0\r\n\r\n"));
        });
        await using var provider = Provide();
        var texts = new List<string>();
        await foreach (var update in provider.GetRequiredService<ICortexCompleteClient>().StreamAsync(new("m", "p")))
        {
            texts.Add(update.Text);
            told.TrySetResult();
        }

        Assert.Equal(["first", " second", ""], texts);
        await server;
    }

    [Fact]
    public async Task StreamAsync_EnumerationLeft_ClosesTheConnection()
    {
        var server = ServeAsync(async stream =>
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Head + Chunk("data: {\"choices\":[{\"delta\":{\"content\":\"first\"}}]}\n\n")));
            Assert.Equal(0, await ReadToCloseAsync(stream)); // never, if the connection stayed open
        });
        await using var provider = Provide();
        await foreach (var update in provider.GetRequiredService<ICortexCompleteClient>().StreamAsync(new("m", "p")))
            break;
        await server;
    }

    [Fact]
    public async Task StreamAsync_ConnectionDroppedWithin_IsALostConnection()
    {
        var server = ServeAsync(async stream =>
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes(
                    Head + Chunk("data: {\"choices\":[{\"delta\":{\"content\":\"first\"}}],\"usage\":{\"prompt_tokens\":1}}\n\n"))));
        await using var provider = Provide();
        // A running usage would pass for an end: the framing of HTTP is what tells.
        var exception = await Assert.ThrowsAsync<CortexException>(() => provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("m", "p"));
        Assert.Equal(CortexErrorKind.Network, exception.Kind);
        await server;
    }

    [Fact]
    public async Task CompleteAsync_NobodyListens_SaysWhatToCheck()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();
        await using var provider = Provide(port);
        var exception = await Assert.ThrowsAsync<CortexException>(() => provider.GetRequiredService<ICortexCompleteClient>().CompleteAsync("m", "p"));
        Assert.Equal((CortexErrorKind.Network, true), (exception.Kind, exception.IsTransient));
        Assert.Contains("does not take a connection", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _listener.Dispose();

    private static string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";

    /// <summary>Takes one connection, reads its request to the end, and answers it.</summary>
    private async Task ServeAsync(Func<NetworkStream, Task> answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        var (buffer, text) = (new byte[8192], "");
        while (!text.EndsWith('}'))
            text += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer));
        await answer(stream);
    }

    private static async Task<int> ReadToCloseAsync(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            // A reset is a close too.
            return 0;
        }
    }

    private ServiceProvider Provide(int? port = null)
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseRest(options =>
        {
            options.Host = $"http://127.0.0.1:{port ?? ((IPEndPoint)_listener.LocalEndpoint).Port}";
            options.ProgrammaticAccessToken = "t";
            options.Inference.MaxRetries = 0;
        });
        return services.BuildServiceProvider();
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CortexSharp.Local.Server.Hosting;

namespace CortexSharp.Local.Server.Tests;

/// <summary>A server of its own for each test, and a client that asks it as any program would.</summary>
public abstract class ServerTest : IAsyncLifetime
{
    private HttpClient? _http;

    private protected LocalCortexServer Server { get; private set; } = null!;

    private protected HttpClient Http => _http!;

    private protected virtual LocalCortexServerOptions Options => new();

    public async Task InitializeAsync()
    {
        Server = await LocalCortexServer.StartAsync(Options);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.GZip })
        {
            BaseAddress = Server.Url,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("tests", "1.0"));
        _http.DefaultRequestHeaders.Accept.Add(new("application/json"));
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        await Server.DisposeAsync();
    }

    private protected async Task<Answer> PostAsync(string path, string body, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await Answer.ReadAsync(response);
    }

    private protected async Task<Answer> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.ReadAsync(response);
    }

    /// <summary>Sends a statement to the SQL API.</summary>
    private protected Task<Answer> RunAsync(string sql, string query = "", string more = "") =>
        PostAsync($"/api/v2/statements{query}", $$"""{"statement":{{JsonSerializer.Serialize(sql)}}{{more}}}""");
}

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CortexSharp.Local.Server.Hosting;
using CortexSharp.Sql;

namespace CortexSharp.Local.Server.Tests.Hosting;

/// <summary>The tool as a process of its own, as a user starts it.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cortexsharp-server-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(2, "--port", "99999")]
    [InlineData(2, "--port", "many")]
    [InlineData(2, "--fault", "nonsense=1")]
    [InlineData(2, "--fault", "throttle=2")]
    [InlineData(2, "--no-such-option")]
    [InlineData(2, "--public-key", "jane")]
    [InlineData(2, "--public-key", "jane=/no/such/key.pem")]
    [InlineData(2, "--search", "help=pages")]
    [InlineData(1, "--database", "/no/such/folder/x.db")]
    public async Task Start_WrongCommandLine_SaysSoInOneLine(int exitCode, params string[] arguments)
    {
        using var process = Start(arguments);

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(exitCode, process.ExitCode);
        Assert.StartsWith("cortexsharp-local: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        await using var server = await LocalCortexServer.StartAsync();
        using var process = Start("--port", server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"cannot listen on 127.0.0.1:{server.Url.Port}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Credentials_LetsInWhoeverBringsThem()
    {
        var key = Path.Combine(_folder.FullName, "key.pem");
        using (var rsa = RSA.Create(2048))
            await File.WriteAllTextAsync(key, rsa.ExportSubjectPublicKeyInfoPem());
        using var process = Start("--token", "secret", "--public-key", $"jane={key}");
        var url = await process.StandardOutput.ReadLineAsync();
        var who = await process.StandardOutput.ReadLineAsync();
        using var http = Client(url!);
        Assert.False(await PostAsync(http, "SELECT 1"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        Assert.True(await PostAsync(http, "SELECT 1"));
        process.Kill();
        Assert.Contains("It takes key pairs of jane and 1 token only.", who, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WhileWriting_EndsCleanlyAndKeepsWhatWasAcknowledged()
    {
        var file = Path.Combine(_folder.FullName, "t.db");
        using var process = Start("--database", file);
        var url = await process.StandardOutput.ReadLineAsync();
        using var http = Client(url!);
        Assert.True(await PostAsync(http, "CREATE TABLE t (n INT)"));
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            while (await PostAsync(http, "INSERT INTO t SELECT seq4() FROM TABLE(GENERATOR(ROWCOUNT => 100))"))
            {
                if (++acknowledged == 20)
                    Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).Dispose();
            }
        });

        await process.WaitForExitAsync();
        await writing;

        Assert.Equal(0, process.ExitCode);
        await using var cortex = new LocalCortex(new() { Path = file });
        var rows = await cortex.QueryScalarAsync<long>(SqlStatement.Create($"SELECT COUNT(*) FROM t"));
        Assert.Equal(0, rows % 100);
        Assert.True(rows >= acknowledged * 100);
    }

    private static HttpClient Client(string url)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        return http;
    }

    private static async Task<bool> PostAsync(HttpClient http, string sql)
    {
        try
        {
            using var content = new StringContent($$"""{"statement":"{{sql}}"}""", Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri("/api/v2/statements", UriKind.Relative), content);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LocalCortexServer).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}

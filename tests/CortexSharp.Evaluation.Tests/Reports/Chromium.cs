using Microsoft.Playwright;

namespace CortexSharp.Evaluation.Tests.Reports;

/// <summary>The Chromium of this machine, without a window and without a network. A machine without one skips the tests that ask for it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser") })
        .FirstOrDefault(File.Exists);

    private readonly string _folder = Directory.CreateTempSubdirectory("report").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (_path is null)
            return;
        _playwright = await Playwright.CreateAsync();

        // Chromium's own sandbox cannot start as root, as in a container.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = _path, ChromiumSandbox = false });
    }

    /// <summary>Opens a page from a file, and notes whatever the page does besides showing itself.</summary>
    /// <param name="html">The page.</param>
    /// <param name="options">What the reader's browser is like.</param>
    internal async Task<OpenPage> OpenAsync(string html, BrowserNewContextOptions? options = null)
    {
        Skip.If(_browser is null, "There is no chromium on the PATH; install Debian's package 'chromium'.");
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(path, html);
        var context = await _browser.NewContextAsync(new(options ?? new()) { Offline = true });
        var page = await context.NewPageAsync();
        var incidents = new List<string>();
        page.Console += (_, message) => incidents.Add($"console: {message.Text}");
        page.PageError += (_, error) => incidents.Add($"error: {error}");
        page.Request += (_, request) => incidents.Add($"request: {request.Url[..Math.Min(8, request.Url.Length)]}");
        page.Dialog += async (_, dialog) =>
        {
            incidents.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return new OpenPage(page, incidents);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page, and what it did.</summary>
    internal sealed record OpenPage(IPage Page, List<string> Incidents) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
    }
}

using CortexSharp.Rest.Connections;
using CortexSharp.Rest.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;

namespace CortexSharp.Rest.Tests.DependencyInjection;

public sealed class ConnectionReaderTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("cortexsharp-").FullName;
    private readonly Mock<ILogger> _logger = new();

    public ConnectionReaderTests()
    {
        _logger.Setup(l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        Directory.CreateDirectory(Path.Combine(_home, ".snowflake"));
    }

    private string File => Path.Combine(_home, ".snowflake", "connections.toml");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void PostConfigure_NamedConnection_FillsTheOptionsOfThisRegistrationOnly()
    {
        Write("[prod]\naccount = 'a'\nauthenticator = 'programmatic_access_token'\ntoken = 'hunter2'");
        var options = new CortexRestOptions { ConnectionName = "prod" };
        Reader().PostConfigure("other", options);
        Assert.Null(options.Account);
        Reader().PostConfigure("name", options);
        Assert.Equal(("a", "hunter2"), (options.Account, options.ProgrammaticAccessToken));
    }

    [Fact]
    public void PostConfigure_NoConnectionName_ReadsNoFile()
    {
        Write("this is no TOML");
        Reader().PostConfigure("name", new CortexRestOptions());
    }

    [Fact]
    public void PostConfigure_ConnectionThatCannotBeUsed_FailsAsOptionsDo()
    {
        Write("[prod]\npassword = 'hunter2'");
        var failure =
            Assert.Throws<OptionsValidationException>(() => Reader().PostConfigure("name", new CortexRestOptions { ConnectionName = "prod" }));
        Assert.Contains("takes no passwords over HTTP", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [SkippableFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void PostConfigure_FileThatOthersCanRead_IsWarnedOf()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions.");
        Write("[prod]\nauthenticator = 'programmatic_access_token'\ntoken = 'hunter2'");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Reader().PostConfigure("name", new CortexRestOptions { ConnectionName = "prod" });
        var warning = Assert.Single(_logger.Invocations, i => i.Method.Name == nameof(ILogger.Log));
        Assert.Equal(LogLevel.Warning, warning.Arguments[0]);
        var text = warning.Arguments[2]!.ToString()!;
        Assert.Contains("chmod 600", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    private ConnectionReader Reader() => new("name", new ConnectionFiles(_ => null, _home), _logger.Object);

    private void Write(string text)
    {
        System.IO.File.WriteAllText(File, text);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

using System.Runtime.Versioning;
using CortexSharp.Rest.Connections;

namespace CortexSharp.Rest.Tests.Connections;

public sealed class ConnectionFilesTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("cortexsharp-").FullName;
    private readonly Dictionary<string, string> _environment = [];

    private ConnectionFiles Files => new(_environment.GetValueOrDefault, _home);

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void Directory_DotSnowflakeExists_IsThat()
    {
        Write(".snowflake/connections.toml", "");
        Assert.Equal(Path.Combine(_home, ".snowflake"), Files.Directory);
    }

    [Fact]
    public void Directory_SnowflakeHome_GoesBeforeAndKnowsTheTilde()
    {
        Write(".snowflake/connections.toml", "");
        Write("other/connections.toml", "");
        _environment["SNOWFLAKE_HOME"] = "~/other";
        Assert.Equal(Path.Combine(_home, "other"), Files.Directory);
    }

    [SkippableFact]
    public void Directory_NoneExists_IsThePlatformsPlace()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "XDG is Linux's.");
        Assert.Equal(Path.Combine(_home, ".config", "snowflake"), Files.Directory);
        _environment["XDG_CONFIG_HOME"] = "/xdg";
        Assert.Equal("/xdg/snowflake", Files.Directory);
    }

    [Fact]
    public void Read_DefaultName_ComesFromEnvironmentThenConfigThenIsDefault()
    {
        Write(".snowflake/connections.toml", "[default]\naccount = 'a'\n[dev]\naccount = 'b'\n[prod]\naccount = 'c'");
        Assert.Equal("default", Files.Read("").Name);
        Write(".snowflake/config.toml", "default_connection_name = 'dev'");
        Assert.Equal("dev", Files.Read("").Name);
        _environment["SNOWFLAKE_DEFAULT_CONNECTION_NAME"] = "prod";
        Assert.Equal("prod", Files.Read("").Name);
        Assert.Equal("dev", Files.Read("dev").Name);
    }

    [Fact]
    public void Read_ConnectionsOfConfigToml_CountOnlyWithoutConnectionsToml()
    {
        Write(".snowflake/config.toml", "[connections.dev]\naccount = 'config'");
        Assert.Equal("config", Files.Read("dev").Keys["account"]);
        Write(".snowflake/connections.toml", "[prod]\naccount = 'connections'");
        Assert.Contains("has no connection 'dev'", Assert.Throws<InvalidDataException>(() => Files.Read("dev")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingName_SuggestsTheNearest()
    {
        Write(".snowflake/connections.toml", "[production]\naccount = 'a'");
        Assert.Contains(
            "has no connection 'prodcution'; did you mean 'production'?", Assert.Throws<InvalidDataException>(() => Files.Read("prodcution")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_SaysWhereItWasLookedFor() =>
        Assert.Contains("SNOWFLAKE_HOME", Assert.Throws<InvalidDataException>(() => Files.Read("")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_BrokenToml_NamesTheLineAndQuotesNothing()
    {
        Write(".snowflake/connections.toml", "[default]\ntoken = hunter2 x\n");
        var exception = Assert.Throws<InvalidDataException>(() => Files.Read(""));
        Assert.Contains("see line 2", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Read_FileThatOthersCanWrite_IsRefused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Unix permissions.");
        var path = Write(".snowflake/connections.toml", "[default]\naccount = 'a'");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        Assert.Contains("can be written by others", Assert.Throws<InvalidDataException>(() => Files.Read("")).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.True(Files.Read("").IsReadableByOthers);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.False(Files.Read("").IsReadableByOthers);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}

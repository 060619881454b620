using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace CortexSharp.SnowflakeDriver.Tests;

public sealed class PackageTests : IDisposable
{
    private static readonly Dictionary<string, string?> Metadata =
        typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value);

    private readonly string _directory = Directory.CreateTempSubdirectory("cortexsharp-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Package_DependsOnTheDriver_ThoughTheProjectDoesNot()
    {
        var project = Path.Combine(Metadata["RepositoryRoot"]!, "src", "CortexSharp.Snowflake");
        Assert.DoesNotContain(
            "PackageReference Include=\"Snowflake.Data\"", await File.ReadAllTextAsync(Path.Combine(project, "CortexSharp.Snowflake.csproj")),
            StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(SnowflakeExecutor).Assembly.GetReferencedAssemblies(), name => name.Name == "Snowflake.Data");

        var start = new ProcessStartInfo(
            "dotnet", ["pack", project, "--no-build", "--no-restore", "-c", Metadata["Configuration"]!, "-o", _directory])
        {
            RedirectStandardOutput = true,
        };
        using var pack = Process.Start(start)!;
        var output = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, output);

        await using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(_directory, "*.nupkg")));
        await using var nuspec = await package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
        var dependencies = (await XDocument.LoadAsync(nuspec, LoadOptions.None, default)).Descendants().Where(e => e.Name.LocalName == "dependency");
        Assert.Equal(
            [("CortexSharp", true), ("Snowflake.Data", true)],
            dependencies.Select(d => ((string)d.Attribute("id")!, d.Attribute("version") is not null)).Order());
        Assert.Equal("6.0.0", (string)dependencies.Single(d => (string)d.Attribute("id")! == "Snowflake.Data").Attribute("version")!);
    }
}

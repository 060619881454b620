using System.Globalization;

namespace CortexSharp.Local.Tests.Cortex;

/// <summary>The path of a database file that is deleted at the end.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"cortexsharp-test-{Guid.NewGuid():N}.db"));

    public void Dispose()
    {
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            File.Delete(Path + suffix);
    }
}

namespace CortexSharp.Files.Tests;

internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cortexsharp-files-");

    public TemporaryFile(string name, string? content = null)
    {
        Path = System.IO.Path.Combine(_directory.FullName, name);
        if (content is not null) File.WriteAllText(Path, content);
    }

    public string Path { get; }

    /// <summary>Whether anybody has the file open: nobody else may, for it to be opened without sharing.</summary>
    public bool IsOpen
    {
        get
        {
            try
            {
                using var exclusive = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    public void Dispose() => _directory.Delete(recursive: true);
}

namespace CortexSharp.Samples.Quickstart;

internal static class DatabaseFile
{
    /// <summary>Deletes a SQLite database with the files that lie beside it.</summary>
    public static void Delete(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
            File.Delete(path + suffix);
    }
}

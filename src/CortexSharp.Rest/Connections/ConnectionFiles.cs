using CortexSharp.DependencyInjection;
using Tomlyn;
using Tomlyn.Model;

namespace CortexSharp.Rest.Connections;

/// <summary>Finds a connection where Snowflake's own tools keep them: <c>connections.toml</c>, or the table <c>[connections]</c> of
/// <c>config.toml</c>.</summary>
/// <remarks>Places and precedence are those of the page "Managing Snowflake connections" of Snowflake CLI and of the Python connector.</remarks>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="home">The user's home directory.</param>
internal sealed class ConnectionFiles(Func<string, string?> environment, string home)
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The files of the user who runs this program.</summary>
    public static ConnectionFiles OfUser { get; } =
        new(Environment.GetEnvironmentVariable, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The directory that holds the files: <c>SNOWFLAKE_HOME</c> or <c>~/.snowflake</c> if it exists, else the platform's place for
    /// settings.</summary>
    public string Directory
    {
        get
        {
            var own = environment("SNOWFLAKE_HOME") is { Length: > 0 } set ? Expand(set, home) : Path.Combine(home, ".snowflake");
            if (System.IO.Directory.Exists(own))
                return own;
            var settings = OperatingSystem.IsWindows() ? environment("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local")
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Application Support")
                : environment("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg
                : Path.Combine(home, ".config");
            return Path.Combine(settings, "snowflake");
        }
    }

    /// <summary>Reads a connection.</summary>
    /// <param name="name">Its name; empty for the default connection.</param>
    /// <exception cref="InvalidDataException">There is no such connection, or its file cannot be read or could have been changed by
    /// others.</exception>
    public Connection Read(string name)
    {
        var configPath = Path.Combine(Directory, "config.toml");
        var connectionsPath = Path.Combine(Directory, "connections.toml");
        var config = ReadTable(configPath);
        // Where both hold connections, those of connections.toml alone count.
        var path = File.Exists(connectionsPath) ? connectionsPath : configPath;
        var connections = File.Exists(connectionsPath) ? ReadTable(connectionsPath) : Table(config?.GetValueOrDefault("connections"));
        if (connections is null)
        {
            throw new InvalidDataException($"There is neither {connectionsPath} nor a table [connections] in {configPath}; make one, or set "
                + "SNOWFLAKE_HOME to the directory that holds it.");
        }

        if (name.Length == 0)
        {
            name = environment("SNOWFLAKE_DEFAULT_CONNECTION_NAME") is { Length: > 0 } set
                ? set
                : config?.GetValueOrDefault("default_connection_name") as string ?? "default";
        }

        if (Table(connections.GetValueOrDefault(name)) is { } table)
            return new Connection(name, path, table, home, IsReadableByOthers(path));
        var names = connections.Where(static pair => pair.Value is TomlTable).Select(static pair => pair.Key).ToList();
        var near = NearestName.Of(name, names);
        throw new InvalidDataException($"{path} has no connection '{name}'{(near is null ? "." : $"; did you mean '{near}'?")} It has: "
            + $"{(names.Count == 0 ? "none" : string.Join(", ", names))}.");
    }

    /// <summary>A path whose <c>~</c> is the home directory.</summary>
    public static string Expand(string path, string home) =>
        path == "~" ? home : path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;

    private static Dictionary<string, object>? Table(object? value) => value is TomlTable table ? new(table) : null;

    private static Dictionary<string, object>? ReadTable(string path)
    {
        if (!File.Exists(path))
            return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & WritableByOthers) != 0)
            throw new InvalidDataException($"{path} can be written by others, who could send this program elsewhere; chmod 600 it.");
        try
        {
            return Table(TomlSerializer.Deserialize(File.ReadAllText(path), ConnectionsToml.Default.TomlTable));
        }
        catch (TomlException exception)
        {
            // Neither the parser's words nor the exception itself: they quote the file, which may hold secrets.
            throw new InvalidDataException($"{path} is no valid TOML{(exception.Line is { } line ? $": see line {line}" : "")}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsReadableByOthers(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ReadableByOthers) != 0;
}

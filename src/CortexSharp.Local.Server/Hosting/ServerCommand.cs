using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CortexSharp.Local.Server.Authentication;
using CortexSharp.Local.Server.Faults;
using CortexSharp.Local.Server.Search;
using CortexSharp.Sql;
using Microsoft.Data.Sqlite;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>The command line of <c>cortexsharp-local</c>.</summary>
internal static class ServerCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly Option<string> Database = new("--database")
    {
        Description = "The SQLite file, created when missing; :memory: is gone at the end.",
        DefaultValueFactory = _ => ":memory:",
    };

    private static readonly Option<int> Port = new("--port") { Description = "The port; 0 is any free one.", DefaultValueFactory = _ => 0 };

    private static readonly Option<string> Address = new("--address")
    {
        Description = "The address to listen on; other machines reach only one that is not loopback, and nothing is encrypted.",
        DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
    };

    private static readonly Option<string[]> Search = new("--search")
    {
        Description = "Lets a table be searched as a Cortex Search service: database.schema.service=database.schema.table:column; once for each.",
    };

    private static readonly Option<string[]> PublicKey = new("--public-key")
    {
        Description =
            "Lets a user in by key pair: USER=FILE with the RSA public key in PEM; once for each. Without this and --token everybody is let in.",
    };

    private static readonly Option<string[]> Token = new("--token") { Description = "Lets in whoever brings this token; once for each." };

    private static readonly Option<string[]> Fault = new("--fault")
    {
        Description = "Lets a share of requests go wrong, as throttle=0.1; once for each of "
            + $"{string.Join(", ", Enum.GetNames<FaultKind>().Select(n => n.ToLowerInvariant()))}.",
    };

    private static readonly Option<int> FaultSeed =
        new("--fault-seed") { Description = "Another seed, other requests that go wrong.", DefaultValueFactory = _ => 1 };

    /// <summary>Serves until the process is told to stop.</summary>
    /// <returns>0 after a stop, 1 when it could not start, 2 when the command line is wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Serves an offline Cortex over HTTP, as Snowflake's SQL API and Cortex's REST inference.")
        {
            Database, Port, Address, PublicKey, Token, Search, Fault, FaultSeed,
        };
        root.SetAction((parsed, _) => ServeAsync(parsed));
        var result = root.Parse(arguments);
        if (result.Errors.Count == 0)
            return await result.InvokeAsync().ConfigureAwait(false);
        await Console.Error.WriteLineAsync($"cortexsharp-local: {result.Errors[0].Message} Try --help.").ConfigureAwait(false);
        return Misused;
    }

    private static async Task<int> ServeAsync(ParseResult arguments)
    {
        if (Read(arguments, out var options) is { } mistake)
            return await FailAsync(mistake, Misused).ConfigureAwait(false);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            var server = await LocalCortexServer.StartAsync(options).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync(Greeting.Text(server.Url, options.Credentials)).ConfigureAwait(false);
                await Console.Out.FlushAsync().ConfigureAwait(false);
                await stopped.Task.ConfigureAwait(false);
            }

            return 0;
        }
        catch (IOException e)
        {
            return await FailAsync($"cannot listen on {options.Address}:{options.Port}: {e.Message}", Failed).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CortexException or SqliteException)
        {
            return await FailAsync($"cannot open the database {options.Cortex.Path}: {e.Message}", Failed).ConfigureAwait(false);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }

    private static string? Read(ParseResult arguments, out LocalCortexServerOptions options)
    {
        var port = arguments.GetValue(Port);
        var address = arguments.GetValue(Address)!;
        options = new() { Port = port, Cortex = new() { Path = arguments.GetValue(Database)! } };
        if (port is < 0 or > IPEndPoint.MaxPort)
            return $"--port {port}: it must be from 0 to {IPEndPoint.MaxPort}.";
        if (!IPAddress.TryParse(address, out var parsed))
            return $"--address {address}: it must be an IP address, such as 127.0.0.1.";
        options = options with { Address = parsed };
        if (ReadCredentials(arguments, out var credentials) is { } unreadable)
            return unreadable;
        options = options with { Credentials = credentials };
        var services = new List<SearchService>();
        foreach (var search in arguments.GetValue(Search) ?? [])
        {
            if (ServiceOf(search) is not { } service)
                return $"--search {search}: it must be database.schema.service=database.schema.table:column.";
            services.Add(service);
        }

        options = options with { SearchServices = services };
        var rates = new Dictionary<FaultKind, double>();
        foreach (var fault in arguments.GetValue(Fault) ?? [])
        {
            if (fault.Split('=') is not [var name, var share] || !Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind)
                || !Enum.IsDefined(kind)
                || !double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate))
            {
                return $"--fault {fault}: it must be a fault and a share, such as throttle=0.1; see --help.";
            }

            rates[kind] = rate;
        }

        if (rates.Values.Any(r => r is < 0 or > 1) || rates.Values.Sum() > 1)
            return "--fault: the shares must be from 0 to 1, and 1 at most together.";
        options = rates.Count == 0 ? options : options with { Faults = new(arguments.GetValue(FaultSeed), rates) };
        return null;
    }

    private static string? ReadCredentials(ParseResult arguments, out AcceptedCredentials? credentials)
    {
        credentials = null;
        var (tokens, keys) = (arguments.GetValue(Token) ?? [], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var pair in arguments.GetValue(PublicKey) ?? [])
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } user, var file])
                return $"--public-key {pair}: it must be USER=FILE.";
            try
            {
                var pem = File.ReadAllText(file);
                using var key = RSA.Create();
                key.ImportFromPem(pem);
                keys[user] = pem;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return $"--public-key {pair}: {e.Message}";
            }
            catch (Exception e) when (e is ArgumentException or CryptographicException)
            {
                return $"--public-key {pair}: the file holds no RSA public key in PEM.";
            }
        }

        credentials = tokens.Length + keys.Count > 0 ? new() { PublicKeys = keys, Tokens = tokens } : null;
        return null;
    }

    private static SearchService? ServiceOf(string text)
    {
        try
        {
            return text.Split('=') is [var name, var source] && source.Split(':') is [var table, var column]
                && (SqlIdentifier.Parse(name), SqlIdentifier.Parse(table)) is ({ Database: not null } full, { Database: not null } from)
                    ? new(full, from, SqlIdentifier.Parse(column).Name)
                    : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync($"cortexsharp-local: {message}").ConfigureAwait(false);
        return exitCode;
    }
}

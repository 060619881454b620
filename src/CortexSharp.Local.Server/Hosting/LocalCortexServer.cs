using System.Net;
using CortexSharp.Local.Server.Authentication;
using CortexSharp.Local.Server.Faults;
using CortexSharp.Local.Server.Inference;
using CortexSharp.Local.Server.Search;
using CortexSharp.Local.Server.Session;
using CortexSharp.Local.Server.SqlApi;
using CortexSharp.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>An offline Cortex that listens on a port, with Snowflake's SQL API in front of it.</summary>
public sealed class LocalCortexServer : IAsyncDisposable
{
    // Rows are loaded as JSON within the statement's body.
    private const long MaxRequestBody = 256 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly StatementStore _statements;
    private int _disposed;

    private LocalCortexServer(WebApplication application, LocalCortex cortex, StatementStore statements)
    {
        _application = application;
        _statements = statements;
        Cortex = cortex;
        var address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        Url = new(address);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:8080/</c>.</summary>
    public Uri Url { get; }

    /// <summary>The engine behind it, for looking at the same data without HTTP. It is disposed with the server.</summary>
    public LocalCortex Cortex { get; }

    /// <summary>Opens the database and listens.</summary>
    /// <param name="options">How it is set up; default: a database in memory on any free loopback port.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="CortexException">The database cannot be opened.</exception>
    /// <exception cref="IOException">The port is taken, or may not be opened.</exception>
    public static async Task<LocalCortexServer> StartAsync(LocalCortexServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PartitionRows, 1);
        // Nothing from the environment: ASPNETCORE_URLS must not open another port than the one asked for.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            kestrel.Listen(new IPEndPoint(options.Address, options.Port));
        });
        builder.Services.AddRoutingCore().AddRequestDecompression();
        var application = builder.Build();
        var cortex = new LocalCortex(options.Cortex);
        var statements = new StatementStore(cortex, options);
        try
        {
            // A file that cannot be opened is found now, not by the first caller.
            await cortex.ExecuteNonQueryAsync(SqlStatement.Create($"SELECT 1"), cancellationToken: cancellationToken).ConfigureAwait(false);
            application.UseRequestDecompression();
            if (options.Credentials is { } credentials)
                application.Use(next => context => new CredentialGate(credentials, options.Cortex.TimeProvider).InvokeAsync(context, next));
            if (options.Faults is { } faults)
                application.Use(next => context => new FaultInjection(faults).InvokeAsync(context, next));
            application.Use(next => context => Refusal.ExplainAsync(context, next));
            application.UseRouting();
            new SqlApiEndpoints(statements, options).Map(application);
            new InferenceEndpoints(cortex, options.Cortex, new SearchEndpoint(cortex, options.SearchServices)).Map(application);
            new SessionEndpoints(cortex, statements, options).Map(application);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(application, cortex, statements);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            await statements.DisposeAsync().ConfigureAwait(false);
            await cortex.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Takes no more requests, lets what runs come to its end within <see cref="LocalCortexServerOptions.ShutdownGrace"/>, and closes the database.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _statements.DrainAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        await _statements.DisposeAsync().ConfigureAwait(false);
        await Cortex.DisposeAsync().ConfigureAwait(false);
    }
}

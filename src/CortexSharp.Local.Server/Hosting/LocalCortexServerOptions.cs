using System.Net;
using CortexSharp.Local.Server.Authentication;
using CortexSharp.Local.Server.Faults;
using CortexSharp.Local.Server.Search;

namespace CortexSharp.Local.Server.Hosting;

/// <summary>How a server in front of an offline Cortex is set up.</summary>
public sealed record LocalCortexServerOptions
{
    /// <summary>The offline Cortex; its clock is the server's as well.</summary>
    public LocalCortexOptions Cortex { get; init; } = new();

    /// <summary>The address that is listened on.</summary>
    /// <value>Default: the loopback address, which no other machine reaches.</value>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 is any that is free.</summary>
    /// <value>Default: 0.</value>
    public int Port { get; init; }

    /// <summary>How long a statement that was not sent as asynchronous is waited for, before the caller is told to ask again.</summary>
    /// <value>Default: 45 seconds, as Snowflake.</value>
    public TimeSpan SynchronousWait { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How many rows a partition of a result holds at most; at least 1.</summary>
    /// <value>Default: 10,000. A partition also ends where it has four megabytes.</value>
    public int PartitionRows { get; init; } = 10_000;

    /// <summary>How long a finished statement and its result can be asked for.</summary>
    /// <value>Default: a day.</value>
    public TimeSpan ResultLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The tables that can be searched as Cortex Search services.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<SearchService> SearchServices { get; init; } = [];

    /// <summary>Who may ask.</summary>
    /// <value>Default: <see langword="null"/>, anybody, with any credentials or none.</value>
    public AcceptedCredentials? Credentials { get; init; }

    /// <summary>What goes wrong on demand.</summary>
    /// <value>Default: <see langword="null"/>, nothing.</value>
    public FaultSwitches? Faults { get; init; }

    /// <summary>
    /// How long running statements may go on when the server stops; what has not ended then is cancelled and leaves nothing behind.
    /// </summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);
}

using CortexSharp.Conformance;
using CortexSharp.Rest.Authentication;
using CortexSharp.Rest.Sql;
using CortexSharp.Sql;

namespace CortexSharp.Rest.Tests.Sql;

/// <summary>Makes executors that ask a <see cref="ScriptedServer"/>.</summary>
internal static class Executors
{
    public static SqlStatement Select { get; } = SqlStatement.Create($"SELECT A FROM T");

    public static SqlExecutionOptions Reading { get; } = new() { Effect = SqlEffect.Read };

    /// <summary>An executor whose waits take no time.</summary>
    public static RestSqlExecutor Create(ScriptedServer server, RestSqlExecutorOptions? options = null) =>
        new(
            server.CreateClient(), new FixedToken(),
            (options ?? new()) with { TimeProvider = new ManualTimeProvider { SkipsWaiting = true, LongestSkip = TimeSpan.FromSeconds(60) } });

    /// <summary>An executor whose clock the test moves.</summary>
    public static RestSqlExecutor Create(ScriptedServer server, ManualTimeProvider time, RestSqlExecutorOptions? options = null) =>
        new(server.CreateClient(), new FixedToken(), (options ?? new()) with { TimeProvider = time });

    private sealed class FixedToken : IRestCredentials
    {
        public ValueTask<RestToken> GetTokenAsync(RestToken? refused = null, CancellationToken cancellationToken = default) =>
            new(new RestToken("secret", RestTokenType.OAuth));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using CortexSharp.Completions;
using CortexSharp.FineTuning;
using CortexSharp.Rest.Authentication;
using CortexSharp.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CortexSharp.Live.Tests;

/// <summary>The account that the variables <c>CORTEXSHARP_TEST_*</c> describe (docs/live-tests.md), with a schema of this run's own.</summary>
public sealed class LiveAccount : IAsyncLifetime
{
    private ServiceProvider? _provider;

    /// <summary>The model that is asked and tuned.</summary>
    public static string Model => Get("MODEL") ?? "llama3.1-8b";

    /// <summary>Everything runs there, and it is dropped at the end.</summary>
    public string Schema { get; } = $"CORTEXSHARP_LIVE_{Guid.NewGuid():N}".ToUpperInvariant();

    public ISqlExecutor Sql => Services.GetRequiredService<ISqlExecutor>();

    public ICortexCompleteClient Complete => Services.GetRequiredService<ICortexCompleteClient>();

    public ICortexFineTuneClient FineTune => Services.GetRequiredService<ICortexFineTuneClient>();

    private ServiceProvider Services => _provider ?? throw new InvalidOperationException("The account is not set.");

    /// <summary>Skips a test unless a variable is set.</summary>
    public static void Need(string variable, string what) =>
        Skip.If(Get(variable) is null, $"Set CORTEXSHARP_TEST_{variable} to {what}; see docs/live-tests.md.");

    /// <summary>Skips a test unless an account is described.</summary>
    public static void NeedAccount() => Skip.If(!IsSet, "Set CORTEXSHARP_TEST_ACCOUNT or CORTEXSHARP_TEST_HOST to run against a real account; see "
        + "docs/live-tests.md.");

    public static string? Get(string variable) =>
        Environment.GetEnvironmentVariable("CORTEXSHARP_TEST_" + variable) is { Length: > 0 } value ? value : null;

    public async Task InitializeAsync()
    {
        if (!IsSet)
            return;
        _provider = Provide(schema: null);
        await Sql.ExecuteNonQueryAsync(SqlStatement.Create($"CREATE SCHEMA {new SqlIdentifier(Schema)}"));
        await _provider.DisposeAsync();
        _provider = Provide(Schema);
    }

    public async Task DisposeAsync()
    {
        if (_provider is null)
            return;
        await Sql.ExecuteNonQueryAsync(SqlStatement.Create($"DROP SCHEMA {new SqlIdentifier(Schema)}"));
        await _provider.DisposeAsync();
    }

    /// <summary>Sends a request as no client of ours would, to see the server's own answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, [StringSyntax(StringSyntaxAttribute.Json)] string? body = null)
    {
        var http = Services.GetRequiredService<IHttpClientFactory>().CreateClient("CortexSharp.Rest");
        var token = await Services.GetRequiredService<IRestCredentials>().GetTokenAsync();
        using var request =
            new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token.Secret);
        request.Headers.Add("X-Snowflake-Authorization-Token-Type", token.Type.Value);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CortexSharp", "live"));
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await http.SendAsync(request);
    }

    private static bool IsSet => Get("ACCOUNT") is not null || Get("HOST") is not null;

    private static ServiceProvider Provide(string? schema)
    {
        var services = new ServiceCollection();
        services.AddCortexSharp().UseRest(options =>
        {
            options.Account = Get("ACCOUNT");
            options.Host = Get("HOST");
            options.User = Get("USER");
            options.PrivateKeyFile = Get("PRIVATE_KEY_FILE");
            options.PrivateKeyPassphrase = Get("PRIVATE_KEY_PASSPHRASE");
            options.ProgrammaticAccessToken = Get("TOKEN");
            options.Warehouse = Get("WAREHOUSE");
            options.Database = Get("DATABASE");
            options.Schema = schema;
        });
        return services.BuildServiceProvider();
    }
}

/// <summary>One schema for all tests; they run one after another, gentle to the account.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection.")]
public sealed class LiveCollection : ICollectionFixture<LiveAccount>
{
    public const string Name = "live";
}

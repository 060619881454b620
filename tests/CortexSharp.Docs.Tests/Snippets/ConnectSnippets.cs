using CortexSharp.Rest;
using CortexSharp.SnowflakeDriver;
using CortexSharp.Sql;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CortexSharp.Docs.Tests.Snippets;

public class ConnectSnippets
{
    [Fact]
    public void Driver()
    {
        var services = new ServiceCollection();

        #region use-snowflake
        services.AddCortexSharp().UseSnowflake(
            "account=myorg-myaccount;user=JANE;authenticator=snowflake_jwt;private_key_file=/etc/keys/jane.p8;db=ML;schema=PROD;warehouse=WH");
        #endregion

        using var provider = services.BuildServiceProvider();
        Assert.Contains("dotnet add package Snowflake.Data", Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ISqlExecutor>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DriverSecrets()
    {
        var services = new ServiceCollection();
        var vault = new Vault("secret of ");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Snowflake:ConnectionString", "account=a;user=u")]).Build();

        #region use-snowflake-secrets
        services.Configure<SnowflakeDriverOptions>(options => options.Secrets["PRIVATE_KEY_PWD"] = cancellationToken => vault.GetAsync("jane", cancellationToken));
        services.AddCortexSharp().UseSnowflake(configuration.GetSection("Snowflake"));
        #endregion

        services.Configure<SnowflakeDriverOptions>(options => options.ProviderFactory = () => Microsoft.Data.Sqlite.SqliteFactory.Instance);
        await using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<SnowflakeDriverOptions>>().Value;
        Assert.Equal(("account=a;user=u", "secret of jane"), (options.ConnectionString, await options.Secrets["private_key_pwd"](default)));
    }

    [Fact]
    public void DriverExecutor()
    {
        const string connectionString = "account=a;user=u";
        Assert.Throws<InvalidOperationException>(() =>
        {
            #region snowflake-executor
            var executor = SnowflakeExecutor.Create(new SnowflakeDriverOptions { ConnectionString = connectionString, StatementTimeout = TimeSpan.FromMinutes(5) });
            #endregion

            return executor;
        });
    }

    [Fact]
    public void Rest()
    {
        var services = new ServiceCollection();

        #region use-rest
        services.AddCortexSharp().UseRest(options =>
        {
            options.Account = "myorg-myaccount";
            options.User = "JANE";
            options.PrivateKeyFile = "/etc/keys/jane.p8"; // or ProgrammaticAccessToken, OAuthToken, WorkloadIdentityToken
            options.Warehouse = "WH";
        });
        services.AddKeyedCortexSharp("eu").UseRest("eu"); // the connection "eu" of Snowflake's connections.toml
        #endregion

        using var provider = services.BuildServiceProvider();
        var failure = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<CortexRestOptions>>().Value);
        Assert.Contains("/etc/keys/jane.p8", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    private sealed class Vault(string prefix)
    {
        public ValueTask<string> GetAsync(string name, CancellationToken cancellationToken) =>
            cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<string>(cancellationToken) : new(prefix + name);
    }
}

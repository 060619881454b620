namespace CortexSharp.Local.Tests.Cortex.Access;

public sealed class AccessTests : AccountTest
{
    private const string Role = "ANALYST";

    [Fact]
    public async Task Request_AsARoleThatIsNotThere_Fails()
    {
        var error = await FailAsync("SELECT 1", Role);

        Assert.Equal(390189, error.ErrorCode);
        Assert.Contains("Role 'ANALYST'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateRole_AnswersAsSnowflakeDoes()
    {
        Assert.Equal("Role ANALYST successfully created.", await ValueAsync("CREATE ROLE analyst COMMENT = 'asks'"));
        Assert.Equal("ANALYST already exists, statement succeeded.", await ValueAsync("CREATE ROLE IF NOT EXISTS analyst"));
        Assert.Equal(2002, (await FailAsync("CREATE ROLE analyst")).ErrorCode);
        var role = Assert.Single(await RowsAsync("SHOW ROLES LIKE 'analyst'"));
        Assert.Equal(("asks", "ACCOUNTADMIN"), (role.Get<string>("comment"), role.Get<string>("owner")));
        Assert.Equal("ANALYST successfully dropped.", await ValueAsync("DROP ROLE analyst"));
        Assert.Equal(2003, (await FailAsync("DROP ROLE analyst")).ErrorCode);
        Assert.Equal("Drop statement executed successfully (ANALYST already dropped).", await ValueAsync("DROP ROLE IF EXISTS analyst"));
    }

    [Theory]
    [InlineData("CREATE ROLE other", "account 'LOCAL'")]
    [InlineData("ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'AWS_US'", "account 'LOCAL'")]
    [InlineData("GRANT USAGE ON SCHEMA s TO ROLE analyst", "schema 'S'")]
    public async Task Administration_OfAnotherRole_IsDenied(string statement, string on)
    {
        await GrantAsync();

        var error = await FailAsync(statement, Role);

        Assert.Equal((CortexErrorKind.NotAuthorized, 3001, "42501"), (error.Kind, error.ErrorCode, error.SqlState));
        Assert.Contains("Insufficient privileges to operate on " + on, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Select_NeedsUsageOfEverythingAroundIt()
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await GrantAsync("SELECT ON TABLE t");
        await DeniedAsync("SELECT * FROM t");
        await GrantAsync("USAGE ON SCHEMA public");
        await DeniedAsync("SELECT * FROM t");
        await GrantAsync("USAGE ON DATABASE local");

        Assert.Empty(await RowsAsync("SELECT * FROM t", Role));

        // A translation that was allowed is not used after that.
        await RowsAsync("REVOKE SELECT ON TABLE t FROM ROLE analyst");
        await DeniedAsync("SELECT * FROM t");
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", "INSERT")]
    [InlineData("UPDATE t SET a = 2", "UPDATE")]
    [InlineData("DELETE FROM t", "DELETE")]
    [InlineData("TRUNCATE TABLE t", "TRUNCATE")]
    [InlineData("DROP TABLE t", "OWNERSHIP")]
    [InlineData("ALTER TABLE t ADD COLUMN b INT", "OWNERSHIP")]
    [InlineData("INSERT OVERWRITE INTO t VALUES (1)", "INSERT, DELETE")]
    [InlineData("MERGE INTO t USING (SELECT 1 AS a) s ON t.a = s.a WHEN NOT MATCHED THEN INSERT VALUES (1)", "INSERT")]
    public async Task Change_NeedsItsPrivilege(string statement, string privilege)
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "SELECT ON TABLE t");

        var error = await FailAsync(statement, Role);
        Assert.Equal(3001, error.ErrorCode);
        Assert.Contains("table 'T'", error.Message, StringComparison.Ordinal);

        await GrantAsync($"{privilege} ON TABLE t");
        await RowsAsync(statement, Role);
    }

    [Fact]
    public async Task Create_Table_BelongsToItsRoleUntilItIsDropped()
    {
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public");
        Assert.Contains("schema 'PUBLIC'", (await FailAsync("CREATE TABLE t (a INT)", Role)).Message, StringComparison.Ordinal);
        Assert.Contains("schema 'PUBLIC'", (await FailAsync("CREATE TABLE t AS SELECT 1 AS a", Role)).Message, StringComparison.Ordinal);
        await GrantAsync("CREATE TABLE ON SCHEMA public");

        await RowsAsync("CREATE TABLE t AS SELECT 1 AS a", Role);
        Assert.Equal("1", await ValueAsync("SELECT a FROM t", Role));
        await RowsAsync("ALTER TABLE t RENAME TO u", Role);
        Assert.Equal("1", await ValueAsync("SELECT a FROM u", Role));
        await RowsAsync("DROP TABLE u", Role);
        await RowsAsync("CREATE TABLE u (a INT)");
        await DeniedAsync("SELECT a FROM u");
    }

    [Fact]
    public async Task Create_IfNotExists_TakesNobodysTableAway()
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await GrantAsync("USAGE ON DATABASE local", "ALL ON SCHEMA public");

        await RowsAsync("CREATE TABLE IF NOT EXISTS t (a INT)", Role);

        await DeniedAsync("SELECT a FROM t");
        await DeniedAsync("CREATE OR REPLACE TABLE t (a INT)", "Table");
    }

    [Fact]
    public async Task ShowTables_ShowsWhatTheRoleSees()
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await RowsAsync("CREATE TABLE u (a INT)");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "INSERT ON TABLE u");

        Assert.Equal("U", Assert.Single(await RowsAsync("SHOW TABLES", Role)).Get<string>("name"));
    }

    [Fact]
    public async Task FineTune_WithoutCreateModel_IsDenied()
    {
        const string create = "SELECT SNOWFLAKE.CORTEX.FINETUNE('CREATE', 'mine', 'llama3.1-8b', 'SELECT prompt, completion FROM pairs')";
        await TuneAsync();
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public");

        var error = await FailAsync(create, Role);
        Assert.Equal((CortexErrorKind.NotAuthorized, 3001), (error.Kind, error.ErrorCode));
        Assert.Contains("schema 'PUBLIC'", error.Message, StringComparison.Ordinal);

        // The training query runs as the role too, and fails in the job.
        await GrantAsync("CREATE MODEL ON SCHEMA public");
        var id = await ValueAsync(create, Role);
        Assert.Equal("ERROR", await FinishAsync(id!));
        Assert.Contains("'LOCAL.PUBLIC.PAIRS' does not exist or not authorized",
            await ValueAsync($"SELECT PARSE_JSON(SNOWFLAKE.CORTEX.FINETUNE('DESCRIBE', '{id}')):error:message::STRING"), StringComparison.Ordinal);

        await GrantAsync("SELECT ON TABLE pairs");
        Assert.Equal("SUCCESS", await FinishAsync((await ValueAsync(create, Role))!));
        Assert.Equal("ANALYST", Assert.Single(await RowsAsync("SHOW MODELS", Role)).Get<string>("owner"));
        Assert.Equal("delivery", await ValueAsync("SELECT AI_COMPLETE('mine', 'where is my parcel')", Role));
    }

    [Fact]
    public async Task TunedModel_WithoutUsage_IsUnknown()
    {
        const string ask = "SELECT AI_COMPLETE(model => 'tuned', prompt => 'where is my parcel', return_error_details => TRUE)";
        await TuneAsync();
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "READ ON MODEL tuned");

        Assert.Contains("unknown model", await ValueAsync(ask, Role), StringComparison.Ordinal);
        Assert.Equal(3001, (await FailAsync("DROP MODEL tuned", Role)).ErrorCode);
        Assert.Equal(3001, (await FailAsync("ALTER MODEL tuned SET COMMENT = 'x'", Role)).ErrorCode);

        await GrantAsync("USAGE ON MODEL tuned");
        Assert.Equal("""{"value":"delivery","error":null}""", await ValueAsync(ask, Role));

        // Grants follow a model that is renamed, and go with one that is dropped.
        await RowsAsync("ALTER MODEL tuned RENAME TO live");
        Assert.Equal("delivery", await ValueAsync("SELECT AI_COMPLETE('live', 'where is my parcel')", Role));
        await RowsAsync("DROP MODEL live");
        await TuneAsync("live");
        Assert.Null(await ValueAsync("SELECT AI_COMPLETE('live', 'where is my parcel')", Role));
    }

    [Fact]
    public async Task TunedModel_NoPrivilegeAtAll_DoesNotExist()
    {
        await TuneAsync();
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public");

        Assert.Empty(await RowsAsync("SHOW MODELS", Role));
        var error = await FailAsync("DROP MODEL tuned", Role);
        Assert.Equal((CortexErrorKind.NotFound, 2003), (error.Kind, error.ErrorCode));
    }

    [Fact]
    public async Task Models_AllAndFutureGrants_ReachThoseThereAndThoseToCome()
    {
        await TuneAsync("one");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "USAGE ON ALL MODELS IN SCHEMA public");
        await TuneAsync("two");
        await GrantAsync("USAGE ON FUTURE MODELS IN SCHEMA public");
        await TuneAsync("three");

        Assert.Equal(["ONE", "THREE"], (await RowsAsync("SHOW MODELS", Role)).Select(r => r.Get<string>("name")));
    }

    [Fact]
    public async Task Ownership_Granted_ChangesHands()
    {
        await TuneAsync();
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "OWNERSHIP ON MODEL tuned");

        await RowsAsync("ALTER MODEL tuned SET COMMENT = 'mine'", Role);

        var model = Assert.Single(await RowsAsync("SHOW MODELS", Role));
        Assert.Equal(("mine", "ANALYST"), (model.Get<string>("comment"), model.Get<string>("owner")));
    }

    [Theory]
    [InlineData("SNOWFLAKE.CORTEX.COMPLETE('llama3.1-8b', 'Hello.')", "SNOWFLAKE.CORTEX.COMPLETE")]
    [InlineData("AI_COMPLETE('llama3.1-8b', 'Hello.')", "SNOWFLAKE.CORTEX.AI_COMPLETE")]
    [InlineData("SNOWFLAKE.CORTEX.FINETUNE('SHOW')", "SNOWFLAKE.CORTEX.FINETUNE")]
    public async Task Functions_WithoutTheDatabaseRole_AreNotThere(string call, string shown)
    {
        await GrantAsync();
        await RowsAsync("REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC");

        var error = await FailAsync("SELECT " + call, Role);
        Assert.Equal((CortexErrorKind.NotAuthorized, 2141), (error.Kind, error.ErrorCode));
        Assert.Contains($"Unknown user-defined function {shown}", error.Message, StringComparison.Ordinal);

        await RowsAsync("GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE analyst");
        await RowsAsync("SELECT " + call, Role);
    }

    [Fact]
    public async Task FineTune_WithAiFunctionsUserOnly_IsNotThere()
    {
        await GrantAsync();
        await RowsAsync("REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC");
        await RowsAsync("GRANT DATABASE ROLE SNOWFLAKE.AI_FUNCTIONS_USER TO ROLE analyst");

        Assert.NotNull(await ValueAsync("SELECT AI_COMPLETE('llama3.1-8b', 'Hello.')", Role));
        Assert.Equal(CortexErrorKind.NotAuthorized, (await FailAsync("SELECT SNOWFLAKE.CORTEX.FINETUNE('SHOW')", Role)).Kind);
    }

    [Fact]
    public async Task Functions_WithoutTheAccountPrivilege_AreDenied()
    {
        await GrantAsync();
        await RowsAsync("REVOKE USE AI FUNCTIONS ON ACCOUNT FROM ROLE PUBLIC");
        Assert.Equal(3001, (await FailAsync("SELECT AI_COMPLETE('llama3.1-8b', 'Hello.')", Role)).ErrorCode);

        await GrantAsync("USE AI FUNCTION AI_COMPLETE ON ACCOUNT");
        Assert.NotNull(await ValueAsync("SELECT AI_COMPLETE('llama3.1-8b', 'Hello.')", Role));
        Assert.Equal(3001, (await FailAsync("SELECT AI_COUNT_TOKENS('ai_complete', 'llama3.1-8b', 'Hello.')", Role)).ErrorCode);
    }

    [Fact]
    public async Task BaseModel_NeitherGrantedNorAllowed_IsUnknown()
    {
        const string ask = "SELECT AI_COMPLETE('llama3.1-8b', 'Hello.')";
        await GrantAsync();
        await RowsAsync("REVOKE APPLICATION ROLE SNOWFLAKE.\"CORTEX-MODEL-ROLE-ALL\" FROM ROLE PUBLIC");
        Assert.NotNull(await ValueAsync(ask, Role));

        await RowsAsync("ALTER ACCOUNT SET CORTEX_MODELS_ALLOWLIST = 'None'");
        Assert.Null(await ValueAsync(ask, Role));
        Assert.Empty(await RowsAsync("SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS", Role));
        Assert.NotNull(await ValueAsync(ask));

        await RowsAsync("GRANT APPLICATION ROLE SNOWFLAKE.\"CORTEX-MODEL-ROLE-LLAMA3.1-8B\" TO ROLE analyst");
        Assert.NotNull(await ValueAsync(ask, Role));
        Assert.Single(await RowsAsync("SHOW CORTEX BASE MODELS IN SCHEMA SNOWFLAKE.MODELS", Role));
    }

    [Theory]
    [InlineData("DATABASE ROLE SNOWFLAKE.USAGE_VIEWER")]
    [InlineData("IMPORTED PRIVILEGES ON DATABASE SNOWFLAKE")]
    public async Task UsageViews_NeedAGrant(string grant)
    {
        const string query = "SELECT COUNT(*) FROM SNOWFLAKE.ACCOUNT_USAGE.METERING_DAILY_HISTORY";
        await GrantAsync();
        await DeniedAsync(query);

        await GrantAsync(grant);

        Assert.Equal("0", await ValueAsync(query, Role));
    }

    [Fact]
    public async Task UserFunction_WithoutUsage_IsUnknown()
    {
        await RowsAsync("CREATE FUNCTION twice(n INT) RETURNS INT AS 'n * 2'");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public");
        Assert.Contains("TWICE", (await FailAsync("SELECT twice(2)", Role)).Message, StringComparison.Ordinal);

        await GrantAsync("USAGE ON FUNCTION twice(INT)");

        Assert.Equal("4", await ValueAsync("SELECT twice(2)", Role));
    }

    [Fact]
    public async Task View_IsReadWithoutPrivilegesOnItsTables()
    {
        await RowsAsync("CREATE TABLE t AS SELECT 7 AS a");
        await RowsAsync("CREATE VIEW v AS SELECT a FROM t");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public");
        await DeniedAsync("SELECT a FROM v");

        await GrantAsync("SELECT ON VIEW v");

        Assert.Equal("7", await ValueAsync("SELECT a FROM v", Role));
        await DeniedAsync("SELECT a FROM t");
    }

    [Fact]
    public async Task Roles_GrantedToRoles_AreInherited()
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await GrantAsync("USAGE ON DATABASE local", "USAGE ON SCHEMA public", "SELECT ON TABLE t");
        await RowsAsync("CREATE ROLE lead");
        await DeniedAsync("SELECT * FROM t", role: "LEAD");

        await RowsAsync("GRANT ROLE analyst TO ROLE lead");
        Assert.Empty(await RowsAsync("SELECT * FROM t", "LEAD"));
        Assert.Equal("LEAD", Assert.Single(await RowsAsync("SHOW GRANTS OF ROLE analyst")).Get<string>("grantee_name"));

        await RowsAsync("REVOKE ROLE analyst FROM ROLE lead");
        await DeniedAsync("SELECT * FROM t", role: "LEAD");

        // Who has the administrator's role may do everything.
        await RowsAsync("GRANT ROLE ACCOUNTADMIN TO ROLE lead");
        Assert.Empty(await RowsAsync("SELECT * FROM t", "LEAD"));
    }

    [Fact]
    public async Task ShowGrants_HasSnowflakesColumns()
    {
        await RowsAsync("CREATE TABLE t (a INT)");
        await GrantAsync("SELECT, INSERT ON TABLE t");

        var grants = await RowsAsync("SHOW GRANTS TO ROLE analyst");

        Assert.Equal("Row of created_on, privilege, granted_on, name, granted_to, grantee_name, grant_option, granted_by", grants[0].ToString());
        Assert.Equal(["INSERT", "SELECT"], grants.Select(g => g.Get<string>("privilege")));
        Assert.Equal(
            ("TABLE", "LOCAL.PUBLIC.T", "ACCOUNTADMIN"),
            (grants[0].Get<string>("granted_on"), grants[0].Get<string>("name"), grants[0].Get<string>("granted_by")));
        Assert.Equal(["INSERT", "OWNERSHIP", "SELECT"], (await RowsAsync("SHOW GRANTS ON TABLE t")).Select(g => g.Get<string>("privilege")));
    }

    [Theory]
    [InlineData("GRANT SELECT ON TABLE nothing TO ROLE analyst", "not_found_or_not_authorized")]
    [InlineData("GRANT USAGE ON MODEL nothing TO ROLE analyst", "not_found_or_not_authorized")]
    [InlineData("GRANT USAGE ON SCHEMA s TO ROLE nobody", "not_found_or_not_authorized")]
    [InlineData("GRANT DANCE ON TABLE t TO ROLE analyst", "not_supported")]
    [InlineData("GRANT ROLE analyst TO USER somebody", "not_supported")]
    public async Task Grant_Wrong_IsRefused(string statement, string kind)
    {
        await GrantAsync();

        Assert.Equal(kind, (await FailAsync(statement)).Kind.Value);
    }

    private async Task GrantAsync(params string[] grants)
    {
        await RowsAsync("CREATE ROLE IF NOT EXISTS analyst");
        foreach (var grant in grants)
            await RowsAsync($"GRANT {grant} TO ROLE analyst");
    }

    private async Task DeniedAsync(string statement, string what = "Object", string role = Role)
    {
        var error = await FailAsync(statement, role);
        Assert.Contains("does not exist or not authorized", error.Message, StringComparison.Ordinal);
        Assert.Contains(what + " '", error.Message, StringComparison.Ordinal);
        Assert.Equal(2003, error.ErrorCode);
    }
}
